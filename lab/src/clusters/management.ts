import { Prefix } from 'anycast-mec';
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

/** The addresses of a host as a node: the first of each family that its cluster has, IPv4 first. @throws Error as {@link nodeAddress} */
export function nodeAddresses(host: Host): string[] {
  const ipv6 = hasIpv6(host.site) ? host.addresses.find(({ family }) => family === 6)?.address : undefined;
  return [nodeAddress(host), ...(ipv6 === undefined ? [] : [ipv6])];
}

/** The pod ranges of a site's cluster, IPv4 first. @throws Error if the site has none of IPv4 */
export function clusterRanges(site: Site): Prefix[] {
  return rangesOf(site, 'pods', ownRanges.pods);
}

/** The ClusterIP ranges of a site, IPv4 first. @throws Error if the site has none of IPv4 */
export function serviceRanges(site: Site): Prefix[] {
  return rangesOf(site, 'serviceRange', ownRanges.services);
}

/** What the lab takes where a site with IPv6 names no such ranges: of unique local addresses (RFC 4193), behind every site's own hosts. */
const ownRanges = { pods: Prefix.parse('fd10:244::/48'), services: Prefix.parse('fd10:96::/112') };

/** Whether the cluster of a site has both families: where all its hosts have. */
function hasIpv6({ hosts }: Site): boolean {
  return hosts.every(({ addresses }) => addresses.some(({ family }) => family === 6));
}

function rangesOf(site: Site, key: 'pods' | 'serviceRange', ipv6: Prefix): Prefix[] {
  const of = (family: 4 | 6) => site[key].find((range) => range.family === family);
  const ipv4 = of(4);
  if (!ipv4) throw new Error(`sites.${site.name}.${key} has no IPv4 range, which the lab's clusters need`);
  return hasIpv6(site) ? [ipv4, of(6) ?? ipv6] : [ipv4];
}

/** Bits by which a host's pod range is smaller than that of its site: 256 hosts. */
const hostBits = 8;

/**
 * The pod ranges of a host, IPv4 first: a 256th of the site's each.
 *
 * @throws Error if a pod range of the site is too small
 */
export function podRanges(host: Host): Prefix[] {
  const { site } = host;
  return clusterRanges(site).map((range) => {
    // Of IPv4 a /24, as kubeadm gives a node.
    const subnet = range.subnet(range.family === 4 ? 24 : range.length + hostBits, site.hosts.indexOf(host));
    if (!subnet)
      throw new Error(
        `${host.fullName}: sites.${site.name}.pods ${range.toString()} has no part for it; remedy: give the site a larger pod range`,
      );
    return subnet;
  });
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
