import type { FleetDescription } from 'anycast-mec';

/** Sites on one PE router. */
const sitesOnPe = 50;
/** First AS for private use of 4 bytes (RFC 6996): there are enough for any fleet. */
const firstAs = 4_200_000_000;

/**
 * A fleet of a given size, everything derived from its plan: one cloud, MECs with a client network each, a ring of PE
 * routers with two route reflectors, two services of which one has a rate limiter.
 */
export function fleetOf(sites: number): FleetDescription {
  const size = Math.max(3, Math.ceil(sites / sitesOnPe));
  const pes = Array.from({ length: size }, (_, index) => `pe-${index + 1}`);
  const pe = (index: number) => pes[index % size] ?? 'pe-1';
  return {
    name: `fleet-of-${sites}`,
    pools: { apps: '203.0.113.0/28' },
    plan: { hosts: '10.0.0.0/12', clients: '10.16.0.0/12', links: '10.32.0.0/14', loopbacks: '10.36.0.0/16' },
    networks: {
      operator: {
        as: 64600,
        ibgp: { routeReflectors: [pe(0), pe(1)] },
        routers: Object.fromEntries(pes.map((name) => [name, 'pe' as const])),
        links: pes.map((name, index): [string, string] => [name, pe(index + 1)]),
      },
    },
    sites: Object.fromEntries(
      Array.from({ length: sites }, (_, index): [string, FleetDescription['sites'][string]] => {
        const number = index + 1;
        const at = Math.floor(index / sitesOnPe);
        const common = { as: firstAs + number, uplinks: [`operator/${pe(at)}`, `operator/${pe(at + 1)}`] };
        return index === 0
          ? [`cloud-${number}`, { ...common, kind: 'cloud' as const }]
          : [`mec-${number}`, { ...common, clients: [`ran-${number}`] }];
      }),
    ),
    services: {
      sensors: {
        vip: '203.0.113.1',
        workload: { image: 'registry.example/sensors:1.0', cpu: '30m' },
        health: { http: '/healthz' },
        rateLimit: { perClient: '5r/s' },
      },
      video: { vip: '203.0.113.2', workload: { image: 'registry.example/video:1.0' } },
    },
  };
}
