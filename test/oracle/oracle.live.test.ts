import type { FleetDescription } from '../../lib/fleet';
import { describeReal } from '../real/network/requirements';
import { fleetOf, judge } from './oracle';
import type { Loss } from './losses';

jest.setTimeout(240_000);

/** Kinds of losses that one fleet is tried with: each takes seconds, and six fleets together see every kind several times. */
const kindsAFleet = 5;

/** One loss each of some kinds; of which kinds and elements, the place of the fleet says. */
const someKinds =
  (place: number) =>
  (losses: readonly Loss[]): Loss[] => {
    const kinds = [...new Set(losses.map(({ kind }) => kind))];
    const chosen = Array.from({ length: kindsAFleet }, (_, index) => kinds[(place * kindsAFleet + index) % kinds.length]);
    return [...new Set(chosen)].flatMap((kind) => {
      const of = losses.filter((loss) => loss.kind === kind);
      return of[place % of.length] ?? [];
    });
  };

/** What the fleets of single tests have in common. */
const pools = { apps: ['203.0.113.0/28', '2001:db8:f::/64'] };
const services: FleetDescription['services'] = {
  hello: {
    vip: ['203.0.113.1', '2001:db8:f::1'],
    protocol: 'UDP',
    workload: { image: 'registry.example/hello:1.0' },
    health: { http: '/healthz' },
  },
};
const router = (role: 'pe' | 'p', dialect: 'frr' | 'bird') => ({ role, dialect });

describeReal('random small fleets do what is predicted, whatever is lost', ['frr', 'bird', 'nftables', 'namespaces'], () => {
  test.each([1, 2, 3, 4, 5, 6])('the fleet of seed %i', async (seed) => {
    const description = fleetOf(seed, { sites: 3, borders: 2, uplinks: 2 });
    const { states, disagreements } = await judge(description, { chosen: someKinds(seed) });
    expect(disagreements).toEqual([]);
    expect(states).toBe(1 + kindsAFleet);
  });

  test('the nearer exit of a network is taken in both families, whatever daemons its routers run', async () => {
    const site = (number: number, to: string) => ({
      as: 64700 + number,
      number,
      uplinks: [to],
      metallb: { mode: 'frr' as const },
    });
    const description: FleetDescription = {
      name: 'nearer-exit',
      pools,
      plan: {
        links: ['10.0.0.0/16', '2001:db8:1::/48'],
        loopbacks: ['10.255.0.0/18', '2001:db8:2::/48'],
        hosts: ['10.16.0.0/14', '2001:db8:3::/48'],
      },
      networks: {
        isp: {
          as: 64602,
          routers: {
            'pe-1': router('pe', 'bird'),
            'pe-2': router('pe', 'frr'),
            'p-1': router('p', 'bird'),
            'p-2': router('p', 'frr'),
          },
          links: [
            { ends: ['p-1', 'pe-1'], cost: 15 },
            { ends: ['p-1', 'pe-2'], cost: 10 },
            { ends: ['p-2', 'pe-1'], cost: 15 },
            { ends: ['p-2', 'pe-2'], cost: 10 },
          ],
        },
      },
      sites: { 'mec-1': site(1, 'isp/pe-1'), 'mec-2': site(2, 'isp/pe-2') },
      services,
    };
    expect((await judge(description, { chosen: () => [] })).disagreements).toEqual([]);
  });

  test('a router without power takes its paths with it, inside its network and at an exchange, whatever daemons the neighbors run', async () => {
    const network = (as: number, first: 'frr' | 'bird', second: 'frr' | 'bird') => ({
      as,
      routers: { 'pe-1': router('pe', first), 'pe-2': router('pe', second) },
      links: [{ ends: ['pe-1', 'pe-2'] as [string, string] }],
      timers: { hold: '3s', keepalive: '1s' },
    });
    const description: FleetDescription = {
      name: 'no-stale-paths',
      pools,
      plan: {
        links: ['10.0.0.0/16', '2001:db8:1::/48'],
        loopbacks: ['10.255.0.0/18', '2001:db8:2::/48'],
        hosts: ['10.16.0.0/14', '2001:db8:3::/48'],
        exchanges: ['10.48.0.0/20', '2001:db8:5::/48'],
      },
      networks: { red: network(64601, 'frr', 'bird'), green: network(64602, 'bird', 'frr') },
      exchanges: { ix: { members: ['red/pe-1', 'green/pe-1'] } },
      sites: {
        'mec-1': { as: 64701, number: 1, uplinks: ['red/pe-1'], metallb: { mode: 'frr' as const } },
        'mec-2': { as: 64702, number: 2, uplinks: ['red/pe-2'], metallb: { mode: 'frr' as const } },
      },
      services,
    };
    const chosen = (losses: readonly Loss[]) => losses.filter(({ name }) => name === 'router red/pe-1');
    expect(await judge(description, { chosen, patienceMs: 30_000 })).toMatchObject({ states: 2, disagreements: [] });
  });
});
