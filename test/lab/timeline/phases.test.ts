import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { budgetPhases } from 'anycast-mec/contract';
import { phasesOf } from '../../../lab/src/timeline/phases';

const load = (name: string) => Fleet.load(join(__dirname, '../../../examples', name, 'fleet.yaml'));
const cases = ['thesis-testbed', 'dual-homed'].flatMap((name) => {
  const fleet = load(name);
  return fleet.sites.flatMap((site) =>
    fleet.budget(site.name).cases.map((budget) => [`${name}/${site.name}`, budget.case, site, budget] as const),
  );
});

describe('the parts of a failover that the lab measures', () => {
  test.each(cases)('hold the whole budget of %s: %s', (_, __, site, budget) => {
    const covered = phasesOf(budget, site, [], 1000).reduce((sum, phase) => sum + (phase.budgetMs ?? 0), 0);
    expect(covered).toBeCloseTo(budget.convergedMs);
  });

  test.each(cases)('are told apart by ids, of which the budget of %s (%s) has each once', (_, __, ___, { phases }) => {
    const ids = phases.map(({ id }) => id);
    expect(ids).toEqual(budgetPhases.filter((id) => ids.includes(id)));
  });
});
