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

  test('are told apart by ids that every step of a budget has', () => {
    for (const [, , , budget] of cases) for (const { id } of budget.phases) expect(budgetPhases).toContain(id);
  });
});
