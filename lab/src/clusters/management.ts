import type { Fleet, Host, Site } from 'anycast-mec';

/** Addresses of a site that the lab adds: what reaches the API server and the hosts beside the networks of the fleet. */
export interface SiteManagement {
  /** Place of the site in the fleet. */
  readonly index: number;
  /** Length of the management LAN's prefix. */
  readonly length: number;
  /** Address of the control plane in the management LAN. */
  readonly controlPlane: string;
  /** Address of each host in the management LAN, by the host's name. */
  readonly hosts: ReadonlyMap<string, string>;
  /** The link over which the lab's keeper talks with the API server. */
  readonly keeper: { readonly keeper: string; readonly controlPlane: string };
}

/** Most sites that there are addresses for, and most hosts of one of them. */
const most = { sites: 256, hosts: 200 };

/**
 * The management addresses of a site, from 198.18.0.0/15: a range for benchmarks (RFC 2544) that no production network has.
 *
 * @throws Error if there are more sites or hosts than addresses
 */
export function managementOf(fleet: Fleet, site: Site): SiteManagement {
  const index = fleet.sites.findIndex(({ name }) => name === site.name);
  if (index >= most.sites) throw new Error(`site ${site.name}: the lab has management addresses for ${most.sites} sites only`);
  if (site.hosts.length > most.hosts)
    throw new Error(`site ${site.name}: the lab has management addresses for ${most.hosts} hosts only`);
  const net = `198.18.${index}`;
  return {
    index,
    length: 24,
    controlPlane: `${net}.1`,
    hosts: new Map(site.hosts.map(({ name }, place) => [name, `${net}.${10 + place}`])),
    keeper: { keeper: `198.19.${index}.1`, controlPlane: `198.19.${index}.2` },
  };
}

/**
 * The first IPv4 address of a host, which the lab needs as the address of the node.
 *
 * @throws Error if it has none
 */
export function nodeAddress(host: Host): string {
  const found = host.addresses.find(({ family }) => family === 4)?.address;
  if (found === undefined) throw new Error(`${host.fullName}: the lab's clusters need an IPv4 address of every host`);
  return found;
}

/**
 * The pod range of a host: a /24 of the site's.
 *
 * @throws Error if the site has no IPv4 pod range that is large enough
 */
export function podRange(host: Host): string {
  const { site } = host;
  const range = site.pods.find(({ family }) => family === 4);
  const subnet = range?.subnet(24, site.hosts.indexOf(host));
  if (!subnet)
    throw new Error(`${host.fullName}: sites.${site.name}.pods has no /24 for it; remedy: give the site a larger pod range`);
  return subnet.toString();
}

/**
 * An address of the site's service range, counted from its first: 1 is the API server, 10 the DNS, by the custom of kubeadm.
 *
 * @throws Error if the site has no IPv4 service range that is large enough
 */
export function serviceAddress(site: Site, place: number): string {
  const address = site.serviceRange.find(({ family }) => family === 4)?.address(place);
  if (address === undefined) throw new Error(`site ${site.name}: no IPv4 service range with an address ${place}`);
  return address;
}
