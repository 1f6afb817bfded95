import type { FleetDescription } from 'anycast-mec';

/** Sites on one PE router. */
const sitesOnPe = 50;
/** First AS for private use of 4 bytes (RFC 6996): there are enough for any fleet. */
const firstAs = 4_200_000_000;
/** AS of the first network; each further one has the next. */
const firstNetworkAs = 64600;

/** What a generated fleet is made of, beside its number of sites. */
export interface FleetShape {
  /** Backbones, joined by two exchanges where there are several; at most 8, as many as a plan has room for. */
  readonly networks: number;
  readonly services: number;
  /** Border routers of a site; each has uplinks of its own. */
  readonly borders: 1 | 2;
  /** Uplinks of a site; the second leads to another network where there is one. */
  readonly uplinks: 1 | 2;
  /** Whether everything has IPv6 beside IPv4; MetalLB runs in frr mode then. */
  readonly ipv6: boolean;
}

/** One operator whose sites have one border with two uplinks, IPv4. */
export const oneOperator: FleetShape = { networks: 1, services: 2, borders: 1, uplinks: 2, ipv6: false };

/** IPv4 alone, or with IPv6. */
const both = (v4: string, v6: string, { ipv6 }: FleetShape) => (ipv6 ? [v4, v6] : v4);

/**
 * A fleet of a given size, everything derived from its plan: one cloud, MECs with a client network each, backbones that are rings of
 * PE routers with two route reflectors, services of which every other has a rate limiter.
 */
export function fleetOf(sites: number, shape: FleetShape = oneOperator): FleetDescription {
  const size = Math.max(3, Math.ceil(sites / sitesOnPe / shape.networks));
  const names = Array.from({ length: shape.networks }, (_, index) =>
    shape.networks === 1 ? 'operator' : `operator-${index + 1}`,
  );
  const border = (index: number) => names[index % names.length] ?? 'operator';
  return {
    name: `fleet-of-${sites}`,
    pools: { apps: both('203.0.113.0/28', '2001:db8:a::/64', shape) },
    plan: {
      hosts: both('10.0.0.0/12', '2001:db8:1000::/44', shape),
      clients: both('10.16.0.0/12', '2001:db8:2000::/44', shape),
      links: both('10.32.0.0/14', '2001:db8:3000::/44', shape),
      loopbacks: both('10.36.0.0/16', '2001:db8:4000::/44', shape),
      ...(shape.networks > 1 && { exchanges: both('10.37.0.0/24', '2001:db8:5000::/48', shape) }),
    },
    ...(shape.ipv6 && { defaults: { metallb: { mode: 'frr' as const } } }),
    networks: Object.fromEntries(names.map((name, index) => [name, networkOf(size, firstNetworkAs + index)])),
    ...(shape.networks > 1 && {
      exchanges: {
        'ix-1': { members: names.map((name) => `${name}/pe-1`) },
        'ix-2': { members: names.map((name) => `${name}/pe-2`) },
      },
    }),
    sites: Object.fromEntries(
      Array.from({ length: sites }, (_, index): [string, FleetDescription['sites'][string]] => {
        const number = index + 1;
        // Neighbouring sites hang on one PE; a network has each run of PEs.
        const at = Math.floor(index / sitesOnPe);
        const place = Math.floor(at / names.length);
        const pe = (further: number) => `pe-${((place + further) % size) + 1}`;
        const second = names.length > 1 ? `${border(at + 1)}/${pe(0)}` : `${border(at)}/${pe(1)}`;
        const common = {
          as: firstAs + number,
          ...(shape.borders > 1 && { borders: shape.borders }),
          uplinks: [`${border(at)}/${pe(0)}`, second].slice(0, shape.uplinks),
        };
        return index === 0
          ? [`cloud-${number}`, { ...common, kind: 'cloud' as const }]
          : [`mec-${number}`, { ...common, clients: [`ran-${number}`] }];
      }),
    ),
    services: Object.fromEntries(Array.from({ length: shape.services }, (_, index) => serviceOf(index, shape))),
  };
}

function networkOf(size: number, as: number): FleetDescription['networks'][string] {
  const pes = Array.from({ length: size }, (_, index) => `pe-${index + 1}`);
  return {
    as,
    ibgp: { routeReflectors: pes.slice(0, 2) },
    routers: Object.fromEntries(pes.map((name) => [name, 'pe' as const])),
    links: pes.map((name, index): [string, string] => [name, pes[(index + 1) % size] ?? 'pe-1']),
  };
}

function serviceOf(index: number, shape: FleetShape): [string, NonNullable<FleetDescription['services']>[string]] {
  const vip = both(`203.0.113.${index + 1}`, `2001:db8:a::${(index + 1).toString(16)}`, shape);
  const round = index < 2 ? '' : `-${Math.floor(index / 2) + 1}`;
  return index % 2 === 0
    ? [
        `sensors${round}`,
        {
          vip,
          workload: { image: 'registry.example/sensors:1.0', cpu: '30m' },
          health: { http: '/healthz' },
          rateLimit: { perClient: '5r/s' },
        },
      ]
    : [`video${round}`, { vip, workload: { image: 'registry.example/video:1.0' } }];
}
