import * as fc from 'fast-check';
import type { FleetDescription } from '../../lib/fleet';

type Network = FleetDescription['networks'][string];
type Site = FleetDescription['sites'][string];
type Exchanges = NonNullable<FleetDescription['exchanges']>;
type Families = readonly (4 | 6)[];

const plan = {
  4: {
    links: '10.0.0.0/16',
    loopbacks: '10.255.0.0/18',
    hosts: '10.16.0.0/14',
    clients: '10.32.0.0/14',
    exchanges: '10.48.0.0/20',
  },
  6: {
    links: '2001:db8:1::/48',
    loopbacks: '2001:db8:2::/48',
    hosts: '2001:db8:3::/48',
    clients: '2001:db8:4::/48',
    exchanges: '2001:db8:5::/48',
  },
};
const pools = { 4: '203.0.113.0/28', 6: '2001:db8:f::/64' };
const vips = { 4: ['203.0.113.1', '203.0.113.2'], 6: ['2001:db8:f::1', '2001:db8:f::2'] };
/** Fast enough that a lost iBGP session is noticed in time; BFD sees the rest. */
const timers = { hold: '3s', keepalive: '1s' };
const bfd = { interval: '150ms', multiplier: 3 };
const networkNames = ['red', 'green', 'blue'] as const;
const dialect = fc.constantFrom('frr' as const, 'bird' as const);

/** The router id where there is no IPv4 loopback to take it from. */
const idOf = (families: Families, routerId: string) => (families.includes(4) ? {} : { routerId });

/** A network: 1 to 3 PEs and up to one P router on a ring, so that equally long ways occur. */
const network = (as: number, families: Families): fc.Arbitrary<Network> =>
  fc
    .record({
      pes: fc.integer({ min: 1, max: 3 }),
      ps: fc.integer({ min: 0, max: 1 }),
      dialects: fc.array(dialect, { minLength: 4, maxLength: 4 }),
      costs: fc.array(fc.constantFrom(10, 10, 20), { minLength: 4, maxLength: 4 }),
      reflectors: fc.integer({ min: 0, max: 2 }),
      reflected: fc.boolean(),
    })
    .map(({ pes, ps, dialects, costs, reflectors, reflected }): Network => {
      const names = [
        ...Array.from({ length: pes }, (_, index) => `pe-${index + 1}`),
        ...Array.from({ length: ps }, (_, index) => `p-${index + 1}`),
      ];
      const routers = Object.fromEntries(
        names.map((name, index) => [
          name,
          {
            role: name.startsWith('pe') ? ('pe' as const) : ('p' as const),
            dialect: dialects[index] ?? 'frr',
            ...idOf(families, `10.254.${as % 256}.${index + 1}`),
          },
        ]),
      );
      const ring = names.length > 2 ? names : names.slice(1);
      const links = ring.map((name, index) => ({
        ends: [name, names[(names.indexOf(name) + 1) % names.length] ?? name] as [string, string],
        cost: costs[index] ?? 10,
      }));
      // Reflectors at the end of the list: a P router where there is one.
      const chosen = [...names].reverse().slice(0, reflectors);
      return {
        as,
        routers,
        timers,
        bfd,
        ...(links.length && { links }),
        ...(reflected && chosen.length && names.length > 2 && { ibgp: { routeReflectors: chosen } }),
      };
    });

/** What sites can hang on. */
interface Ground {
  readonly families: Families;
  readonly pes: readonly string[];
  readonly most: { readonly borders: number; readonly uplinks: number };
}

const site = (number: number, { families, pes, most }: Ground): fc.Arbitrary<Site> =>
  fc
    .record({
      borders: fc.array(dialect, { minLength: 1, maxLength: most.borders }),
      hosts: fc.integer({ min: 1, max: 2 }),
      hostAs: fc.boolean(),
      uplinks: fc.array(fc.record({ pe: fc.nat(), border: fc.nat(), gshut: fc.integer({ min: 0, max: 5 }) }), {
        minLength: 1,
        maxLength: most.uplinks,
      }),
      shared: fc.integer({ min: 0, max: 3 }),
      client: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ borders, hosts, hostAs, uplinks, shared, client }): Site => ({
      as: shared === 0 ? 64900 : 64700 + number,
      number,
      borders: Object.fromEntries(
        borders.map((kind, index) => [
          `border-${index + 1}`,
          { dialect: kind, ...idOf(families, `10.255.${number}.${index + 1}`) },
        ]),
      ),
      hosts: Array.from({ length: hosts }, (_, index) => ({
        name: `host-${index + 1}`,
        ...(hostAs && { as: 64512 + index }),
      })),
      metallb: { mode: families.includes(6) ? 'frr' : 'native' },
      timers,
      bfd,
      uplinks: uplinks.map(({ pe, border, gshut }) => ({
        to: pes[pe % pes.length] ?? '',
        border: `border-${(border % borders.length) + 1}`,
        bfd,
        ...(gshut === 0 && { gshut: false }),
        ...(shared === 0 && { asOverride: true }),
      })),
      ...(client > 0 && { clients: ['ran'] }),
    }));

/** Exchanges: one where every network has a member, and perhaps a second one of two networks. */
const exchanges = (networks: readonly (readonly [string, Network])[]): fc.Arbitrary<Exchanges> =>
  fc.record({ picks: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), second: fc.boolean() }).map(({ picks, second }) => {
    if (networks.length < 2) return {};
    const member = ([name, { routers }]: readonly [string, Network], pick: number) => {
      const pes = Object.keys(routers).filter((router) => router.startsWith('pe'));
      return `${name}/${pes[pick % pes.length]}`;
    };
    const all = networks.map((entry, index) => member(entry, picks[index] ?? 0));
    const two = networks.slice(0, 2).map((entry, index) => member(entry, picks[3 + index] ?? 0));
    return { ix: { members: all }, ...(second && { 'ix-2': { members: two } }) };
  });

/** How large the fleets are. */
export interface Bounds {
  readonly sites: number;
  readonly borders: number;
  readonly uplinks: number;
}

/**
 * Small fleets of every shape of routing: 1 to 3 networks (full mesh and reflectors, both dialects mixed), exchanges, sites with several
 * borders and uplinks, shared AS, hosts of different AS, IPv4 and IPv6, services that some sites do not serve. Not all of them pass
 * the check.
 */
export function anyRouting(bounds: Bounds = { sites: 6, borders: 2, uplinks: 3 }): fc.Arbitrary<FleetDescription> {
  return fc
    .record({
      families: fc.constantFrom<Families>([4], [4], [4, 6], [4, 6], [4, 6], [6]),
      count: fc.integer({ min: 1, max: 3 }),
      sites: fc.integer({ min: 2, max: bounds.sites }),
    })
    .chain(({ families, count, sites }) =>
      fc
        .tuple(...networkNames.slice(0, count).map((_, index) => network(64601 + index, families)))
        .map((list) => list.map((entry, index) => [networkNames[index] ?? '', entry] as const))
        .chain((networks) => {
          const pes = networks.flatMap(([name, { routers }]) =>
            Object.keys(routers)
              .filter((router) => router.startsWith('pe'))
              .map((router) => `${name}/${router}`),
          );
          const ground = { families, pes, most: bounds };
          return fc
            .record({
              sites: fc.tuple(...Array.from({ length: sites }, (_, index) => site(index + 1, ground))),
              exchanges: exchanges(networks),
              elsewhere: fc.nat(),
            })
            .map((drawn) => assembled(families, Object.fromEntries(networks), drawn.exchanges, drawn.sites, drawn.elsewhere));
        }),
    );
}

function assembled(
  families: Families,
  networks: FleetDescription['networks'],
  exchanges: Exchanges,
  sites: readonly Site[],
  elsewhere: number,
): FleetDescription {
  const spaces = ['links', 'loopbacks', 'hosts', 'clients', 'exchanges'] as const;
  const names = sites.map((_, index) => `mec-${index + 1}`);
  const service = (place: number) => ({
    vip: families.map((family) => vips[family][place] ?? ''),
    protocol: 'UDP' as const,
    port: 7000 + place,
    workload: { image: 'registry.example/app:1', port: 7000 + place },
    health: { http: '/healthz' },
  });
  // The second service is missing at one site, where that leaves two.
  const some = names.filter((_, index) => index !== elsewhere % names.length);
  return {
    name: 'oracle',
    pools: { apps: families.map((family) => pools[family]) },
    plan: Object.fromEntries(spaces.map((space) => [space, families.map((family) => plan[family][space])])),
    networks,
    ...(Object.keys(exchanges).length && { exchanges }),
    sites: Object.fromEntries(sites.map((described, index) => [names[index] ?? '', described])),
    services: { all: service(0), ...(some.length > 1 && { some: { ...service(1), sites: some } }) },
  };
}
