import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { withCells } from '../../../lab/src/experiments';
import { singleLoss } from '../../../lab/src/experiments/single-loss';
import { faults as known } from '../../../lab/src/faults';
import { labFleet } from '../../../lab/src/model/lab-fleet';

const example = (name: string) => Fleet.load(join(__dirname, '../../../examples', name, 'fleet.yaml'));

describe('the loss of single elements at sites with two borders and two uplinks', () => {
  const fleet = example('dual-homed');
  const cells = singleLoss.cells({ fleet });

  test('is tried for each kind of element', () => {
    expect(cells.map(({ name }) => name)).toEqual([
      'border',
      'lan-link',
      'client-link',
      'host',
      'uplink',
      'pe',
      'far-border',
      'site',
      'exchange',
    ]);
  });

  test('uses verbs that exist, and budgets that the fleet has', () => {
    for (const { faults, setUp, budget } of cells) {
      for (const { verb } of [...faults, ...setUp]) expect(known.map((entry) => entry.name)).toContain(verb);
      if (budget) expect(fleet.budget(budget.site).cases.map((entry) => entry.case)).toContain(budget.case);
    }
  });

  test('leaves no client without an answer but those whose own site has no power', () => {
    for (const { name, after, next, first, everybody } of cells) {
      expect(after).not.toBe('nobody');
      expect(everybody?.unanswered.filter(({ client }) => name !== 'site' || !client.startsWith(`${first}/`))).toEqual([]);
      if (after === 'other-site') expect(next).not.toBe(first);
    }
  });

  test('sees the exchange in use before it is lost', () => {
    const exchange = cells.find(({ name }) => name === 'exchange')!;
    expect(exchange).toMatchObject({ first: 'cloud-4', after: 'other-site', client: 'mec-3/ran-3' });
  });
});

test('two sites are enough', () => {
  const { fleet } = labFleet(example('dual-homed'), { sites: ['mec-1', 'mec-2'], mpls: false });
  const cells = singleLoss.cells({ fleet });
  expect(cells.map(({ name, after }) => [name, after])).toEqual([
    ['border', 'same'],
    ['lan-link', 'same'],
    ['client-link', 'same'],
    ['host', 'other-host'],
    ['uplink', 'same'],
    ['pe', 'same'],
    ['far-border', 'same'],
    // What withdrew is still the last resort of its own clients.
    ['site', 'other-site'],
  ]);
});

describe('some cells of an experiment', () => {
  const lab = { fleet: example('dual-homed') };

  test('are those that are named, in the order of the experiment', () => {
    expect(
      withCells(singleLoss, ['uplink', 'border'])
        .cells(lab)
        .map(({ name }) => name),
    ).toEqual(['border', 'uplink']);
  });

  test('are refused where it has none of the name', () => {
    expect(() => withCells(singleLoss, ['border', 'moon']).cells(lab)).toThrow(
      "single-loss has no cell 'moon'; it has: border, lan-link, client-link, host, uplink, pe, far-border, site, exchange",
    );
  });
});

test('a fleet without such a site is refused', () => {
  expect(() => singleLoss.cells({ fleet: example('minimal') })).toThrow('no client network is answered by its own site');
});
