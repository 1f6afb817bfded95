import { deriveModel } from '../../../lib/fleet/derive/model';
import { Reachability, overFamily } from '../../../lib/fleet/readings/reachability';
import type { FleetDescription } from '../../../lib/fleet';

/** Networks x and y that meet, z that meets nobody; `a` serves at two borders, `b` asks from y, `c` from z. */
function fleetOf(change: (sites: FleetDescription['sites']) => void = () => undefined) {
  const sites: FleetDescription['sites'] = {
    a: { as: 65001, number: 1, borders: 2, uplinks: ['x/pe', 'x/pe'] },
    b: { as: 65002, number: 2, uplinks: ['y/pe'], clients: ['ran'] },
    c: { as: 65003, number: 3, uplinks: ['z/pe'], clients: ['ran'] },
  };
  change(sites);
  const fleet = deriveModel({
    name: 'f',
    pools: { apps: '203.0.113.0/24' },
    plan: { links: '10.0.0.0/16', loopbacks: '10.255.0.0/20', hosts: '10.1.0.0/16', clients: '10.200.0.0/16' },
    networks: {
      x: { as: 64500, routers: { pe: 'pe' } },
      y: { as: 64501, routers: { pe: 'pe' } },
      z: { as: 64502, routers: { pe: 'pe' } },
    },
    exchanges: { ixp: { prefix: '10.254.0.0/24', members: ['x/pe', 'y/pe'] } },
    sites,
    services: { web: { vip: '203.0.113.1', sites: ['a'] } },
  });
  const [a, b, c] = fleet.sites as [Site, Site, Site];
  return { fleet, a, b, c, web: fleet.services[0]!, reach: Reachability.of(fleet) };
}
type Site = ReturnType<typeof deriveModel>['sites'][number];

test('networks are connected where they meet, and with themselves', () => {
  const { fleet, reach } = fleetOf();
  const [x, y, z] = fleet.networks;
  const pairs = [[x, y] as const, [y, x] as const, [x, x] as const, [x, z] as const, [z, y] as const];
  expect(pairs.map(([one, other]) => reach.connected(one!, other!, 4))).toEqual([true, true, true, false, false]);
});

describe('a service is reached', () => {
  test('from a network that meets that of a server, not from another', () => {
    const { b, c, web, reach } = fleetOf();
    expect([reach.missing(b, web), reach.missing(c, web)]).toEqual([[], [4]]);
    expect([...reach.servers(b, web, 4)].map(({ name }) => name)).toEqual(['a']);
    expect([...reach.servers(c, web, 4)]).toEqual([]);
    expect([reach.missed(b, [web]), reach.missed(c, [web])]).toEqual([[], ['web']]);
  });

  test('while one border or uplink of the server is left, not when the site or its last uplink is lost', () => {
    const two = fleetOf();
    const { a, b, web, reach } = two;
    const losses = [...a.borders, ...a.uplinks, a, ...b.uplinks, ...b.borders];
    expect(losses.map((lost) => reach.missing(b, web, lost))).toEqual([[], [], [], [], [4], [4], [4]]);
    const one = fleetOf((sites) => (sites['a']!.uplinks = ['x/pe']));
    const [uplink] = one.a.uplinks;
    expect([uplink!, ...one.a.borders].map((lost) => one.reach.missing(one.b, one.web, lost))).toEqual([[4], [4], []]);
  });

  test('at the own site over a border that lives, whatever its uplinks do', () => {
    const { a, web, reach } = fleetOf((sites) => (sites['a']!.clients = ['ran']));
    expect([...a.borders, ...a.uplinks].map((lost) => reach.missing(a, web, lost))).toEqual([[], [], [], []]);
    const one = fleetOf((sites) => (sites['a'] = { as: 65001, number: 1, uplinks: ['x/pe'], clients: ['ran'] }));
    expect([...one.a.borders, ...one.a.uplinks, one.a].map((lost) => one.reach.missing(one.a, one.web, lost))).toEqual([
      [4],
      [],
      [4],
    ]);
  });
});

test('families are named where only some are meant', () => {
  expect([overFamily([6], [4, 6]), overFamily([4, 6], [4, 6]), overFamily([], [4]), overFamily([4], [4])]).toEqual([
    ' over IPv6',
    '',
    '',
    '',
  ]);
});
