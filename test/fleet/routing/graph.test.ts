import { Fleet } from '../../../lib/fleet';
import { SessionGraph } from '../../../lib/fleet/routing/graph';
import { testbed } from '../testbed';

/** The sessions of a kind in one direction, as `from > to`. */
function sessions(kind: string, family: 4 | 6 = 4, change: (fleet: any) => void = () => undefined): string[] {
  const description = testbed();
  change(description);
  const { channels } = SessionGraph.of(Fleet.from(description), family);
  return channels
    .filter((channel) => channel.kind === kind)
    .map(({ from, to }) => `${from.fullName} > ${to.fullName}`)
    .sort();
}
const both = (pairs: readonly (readonly [string, string])[]) => pairs.flatMap(([a, b]) => [`${a} > ${b}`, `${b} > ${a}`]).sort();

describe('the sessions of a fleet', () => {
  test('at an exchange are between each two networks, once in each direction', () => {
    const third = (fleet: any) => {
      fleet.networks['isp-z'] = { as: 64502, routers: { 'z-1': 'pe' } };
      fleet.exchanges.ixp.members = ['isp-x/x-1', 'isp-y/y-1', 'isp-y/y-2', 'isp-z/z-1'];
    };
    expect(sessions('exchange', 4, third)).toEqual(
      both([
        ['isp-x/x-1', 'isp-y/y-1'],
        ['isp-x/x-1', 'isp-y/y-2'],
        ['isp-x/x-1', 'isp-z/z-1'],
        ['isp-y/y-1', 'isp-z/z-1'],
        ['isp-y/y-2', 'isp-z/z-1'],
      ]),
    );
  });

  test('of the borders of a site are between each two', () => {
    expect(sessions('border', 4, (fleet) => (fleet.sites['mec-1'].borders = 3))).toEqual(
      both([
        ['mec-1/border-1', 'mec-1/border-2'],
        ['mec-1/border-1', 'mec-1/border-3'],
        ['mec-1/border-2', 'mec-1/border-3'],
      ]),
    );
  });

  test('over uplinks are those of the description', () => {
    expect(sessions('uplink')).toEqual(
      both([
        ['cloud/border-1', 'isp-y/y-3'],
        ['mec-1/border-1', 'isp-x/pe-1'],
        ['mec-2/border-1', 'isp-x/pe-2'],
        ['mec-3/border-1', 'isp-x/pe-3'],
        ['mec-4/border-1', 'isp-x/pe-4'],
      ]),
    );
  });

  test('are none of a family without addresses', () => {
    for (const kind of ['exchange', 'border', 'uplink', 'ibgp']) expect(sessions(kind, 6)).toEqual([]);
  });
});
