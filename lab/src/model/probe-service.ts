import { addressText, Fleet, isOpenError } from 'anycast-mec';
import type { Family, FleetDescription, PoolBlock, Service, Site } from 'anycast-mec';

type Services = NonNullable<FleetDescription['services']>;

/** Name of the lab's own UDP service, by which outages are measured at 1 kHz. */
export const probeService = 'lab-probe';

/** Name of its second one, at the sites that serve IPv6 where others do not. */
const probeService6 = 'lab-probe-v6';

/** Port of the lab's own service: registered for `afs3-bos`, of which no edge has any. */
export const probePort = 7007;

/**
 * How a pod of a UDP service ends without a loss. kube-proxy keeps a flow at a pod that ends for as long as that is ready, and there is no
 * connection that would tell the client: so it ceases to be ready first (3 probes of 1 s), and serves on until everybody has seen it.
 */
const leavingUnready = { env: { STOP_DELAY_MS: '8000' }, stop: { delay: '1s', grace: '10s' } } as const;

/**
 * The description with the lab's own service: at the last free address of each family that every site can serve. Where some sites
 * alone serve IPv6, a second one is there for them.
 *
 * @param own the operator's fleet, for what is taken
 * @param notes is told the addresses, or that there is none
 */
export function withProbe(own: Fleet, description: FleetDescription, notes: string[]): FleetDescription {
  if (own.services.some(({ name }) => name === probeService)) return description;
  const [ipv4, ipv6] = ([4, 6] as const).map((family) => freeAddress(own, family));
  const sites = own.sites.filter(servesIpv6).map(({ name }) => name);
  const choices = [
    { [probeService]: at(ipv4, ipv6) },
    { [probeService]: at(ipv4), [probeService6]: at(ipv6) },
    { [probeService]: at(ipv4) },
    { [probeService]: at(ipv6) },
  ];
  for (const choice of choices) {
    const services = Object.entries(choice).map(([name, vip]) => [
      name,
      probeAt(vip ?? [], name === probeService6 ? sites.filter((site) => site in description.sites) : undefined),
    ]);
    const together = { ...description, services: { ...description.services, ...(Object.fromEntries(services) as Services) } };
    // The rules know what a site can serve; what they say of the fleet without it is told when it is made.
    if (errorsOf(together) > errorsOf(description)) continue;
    for (const [name, vip] of Object.entries(choice))
      notes.push(`the lab's own UDP service ${name} at ${(vip ?? []).map(withPort).join(' and ')}, for measuring`);
    return together;
  }
  notes.push("no free address in the pools that every site can serve for the lab's own UDP service: HTTP only");
  return description;
}

/** The lab's own services in a fleet: none, one, or one more for IPv6. */
export function probeServices({ services }: Fleet): readonly Service[] {
  return services.filter(({ name }) => name === probeService || name === probeService6);
}

function servesIpv6({ services }: Site): boolean {
  return services.some(({ vips }) => vips.some(({ family }) => family === 6));
}

/** Addresses that are all there, else undefined. */
function at(...addresses: readonly (string | undefined)[]): string[] | undefined {
  const there = addresses.filter((address) => address !== undefined);
  return there.length === addresses.length ? there : undefined;
}

function probeAt(vip: string[], sites: string[] | undefined): Services[string] {
  return {
    vip,
    ...(sites && { sites }),
    port: probePort,
    protocol: 'UDP',
    workload: { image: 'anycast-mec.lab/probe:1', cpu: '200m', port: probePort, ...leavingUnready },
    health: { http: '/healthz' },
  };
}

function errorsOf(description: FleetDescription): number {
  return Fleet.examine(description).findings.filter(isOpenError).length;
}

function withPort(address: string): string {
  return address.includes(':') ? `[${address}]:${probePort}` : `${address}:${probePort}`;
}

function freeAddress(own: Fleet, family: Family): string | undefined {
  const used = new Set(own.services.flatMap(({ vips }) => vips.map(({ address }) => address)));
  const block = own.pools.flatMap(({ blocks }) => blocks).find((candidate) => candidate.family === family);
  return block && lastFree(block, used);
}

function lastFree({ family, first, last }: PoolBlock, used: ReadonlySet<string>): string | undefined {
  for (let number = last; number >= first; number--) {
    const octet = number & 255n;
    // .0 and .255 are addresses like others, but not to every tool.
    if (family === 4 && (octet === 0n || octet === 255n)) continue;
    const address = addressText(family, number);
    if (!used.has(address)) return address;
  }
  return undefined;
}
