import * as fc from 'fast-check';
import type { FleetDescription } from '../../lib/fleet';
import { anyHealth, anyPorts, limitedHealth } from './any-ports';

type Networks = FleetDescription['networks'];
type Sites = FleetDescription['sites'];
/** How a service is reached, and how it is seen that it serves. */
type Reach = Pick<NonNullable<FleetDescription['services']>[string], 'port' | 'protocol' | 'ports' | 'health' | 'rateLimit'>;

const plan = {
  4: { links: '10.0.0.0/16', loopbacks: '10.255.0.0/18', hosts: '10.16.0.0/14', clients: '10.32.0.0/14' },
  6: { links: '2001:db8:1::/48', loopbacks: '2001:db8:2::/48', hosts: '2001:db8:3::/48', clients: '2001:db8:4::/48' },
};
const vips = { 4: '203.0.113.1', 6: '2001:db8:f::1' };

/** The least a network needs: every PE on a ring, so that no link or PE is the only way to a site. */
const network = (as: number, transport: 'mpls' | 'plain'): fc.Arbitrary<Networks[string]> =>
  fc
    .record({
      size: fc.integer({ min: 3, max: 6 }),
      preset: fc.constantFrom('fast' as const, 'baseline' as const),
      dialect: fc.constantFrom('frr' as const, 'bird' as const),
      reflected: fc.boolean(),
      bfd: fc.oneof(
        fc.boolean(),
        fc.record({ interval: fc.constantFrom('50ms', '100ms'), multiplier: fc.integer({ min: 3, max: 5 }) }),
      ),
      cost: fc.integer({ min: 1, max: 100 }),
    })
    .map(({ size, preset, dialect, reflected, bfd, cost }) => {
      const names = Array.from({ length: size }, (_, index) => `pe-${index + 1}`);
      const at = (index: number) => names[index % size] ?? 'pe-1';
      return {
        as,
        preset,
        transport,
        bfd,
        // BIRD has no LDP.
        dialect: transport === 'mpls' ? 'frr' : dialect,
        routers: Object.fromEntries(names.map((name) => [name, 'pe' as const])),
        links: names.map((name, index) => ({ ends: [name, at(index + 1)] as [string, string], cost })),
        ...(reflected && { ibgp: { routeReflectors: ['pe-1', 'pe-2'] } }),
      };
    });

/** A service of one port, of several, or behind a rate limiter, which may speak TLS. */
const reach: fc.Arbitrary<Reach> = fc.oneof(
  limitedHealth.map((health) => ({
    health,
    rateLimit: { perClient: '5r/s', clients: { deny: ['192.0.2.0/24'] }, maintenance: { active: true } },
  })),
  limitedHealth.map((health) => ({
    health,
    port: 443,
    rateLimit: { perClient: '5r/s', tls: { secret: 'tls', redirectFrom: 80 } },
  })),
  anyHealth('TCP').map((health) => ({ port: 443, health })),
  anyHealth('UDP').map((health) => ({ port: 53, protocol: 'UDP' as const, health })),
  anyPorts.map((ports) => ({ ports })),
);

const site = (number: number, families: readonly (4 | 6)[], pes: readonly string[]): fc.Arbitrary<Sites[string]> =>
  fc
    .record({
      borders: fc.integer({ min: 1, max: 2 }),
      dialect: fc.constantFrom('frr' as const, 'bird' as const),
      hosts: fc.integer({ min: 2, max: 5 }),
      flavour: fc.constantFrom('kubeadm' as const, 'k3s' as const, 'kubeedge' as const),
      mode: families.includes(6)
        ? fc.constantFrom('frr' as const, 'frr-k8s' as const)
        : fc.constantFrom('native' as const, 'frr' as const),
      pe: fc.shuffledSubarray([...pes], { minLength: 2, maxLength: 2 }),
      client: fc.boolean(),
      gshut: fc.boolean(),
      ownSource: fc.boolean(),
    })
    .map(({ borders, dialect, hosts, flavour, mode, pe, client, gshut, ownSource }) => ({
      as: 4_200_000_000 + number,
      number,
      borders,
      border: { dialect },
      hosts,
      flavour,
      metallb: { mode, ...(ownSource && mode !== 'frr-k8s' && { sourceAddress: 'host' as const }) },
      uplinks: pe.map((to) => ({ to, gshut })),
      ...(client && { clients: [`ran-${number}`] }),
    }));

/** A site's description with its name and place: what a fleet can be put together from, in any order. */
export interface NamedSite {
  readonly name: string;
  readonly site: Sites[string];
}

/** A valid fleet without its sites, and sites that fit in it. */
export interface Parts {
  readonly base: FleetDescription;
  readonly sites: readonly NamedSite[];
}

/** Parts of valid fleets: IPv4, IPv6 or both families, one network of either transport, sites of every kind. */
export const anyParts: fc.Arbitrary<Parts> = fc
  .record({
    families: fc.constantFrom<readonly (4 | 6)[]>([4], [4, 6]),
    transport: fc.constantFrom('mpls' as const, 'plain' as const),
    numbers: fc.uniqueArray(fc.integer({ min: 1, max: 250 }), { minLength: 3, maxLength: 7 }),
    reached: reach,
  })
  .chain(({ families, transport, numbers, reached }) => {
    // LDP carries IPv4 alone.
    const used: readonly (4 | 6)[] = transport === 'mpls' ? [4] : families;
    return network(64600, transport).chain((operator) => {
      const pes = Object.keys(operator.routers).map((name) => `operator/${name}`);
      return fc.tuple(...numbers.map((number) => site(number, used, pes))).map((sites): Parts => {
        const spaces = ['links', 'loopbacks', 'hosts', 'clients'] as const;
        return {
          base: {
            name: 'any',
            pools: { apps: used.map((family) => (family === 4 ? '203.0.113.0/28' : '2001:db8:f::/64')) },
            plan: Object.fromEntries(spaces.map((space) => [space, used.map((family) => plan[family][space])])),
            networks: { operator },
            sites: {},
            services: {
              app: {
                vip: used.map((family) => vips[family]),
                workload: { image: 'registry.example/app:1', replicas: 2 },
                ...reached,
              },
            },
          },
          sites: sites.map((described, index) => ({
            name: index === 0 ? `cloud-${numbers[0] ?? 0}` : `mec-${numbers[index] ?? 0}`,
            site: index === 0 ? { ...described, kind: 'cloud' as const } : described,
          })),
        };
      });
    });
  });

/** Puts a fleet together. */
export function assembled(base: FleetDescription, sites: readonly NamedSite[]): FleetDescription {
  return { ...base, sites: Object.fromEntries(sites.map(({ name, site: described }) => [name, described])) };
}

/** Valid fleets. */
export const anyFleet: fc.Arbitrary<FleetDescription> = anyParts.map(({ base, sites }) => assembled(base, sites));
