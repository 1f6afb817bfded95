import type { HostDescription, SiteDescription } from '../../description/site';
import { completed, nthAddresses } from '../addresses';
import { lanAddresses } from './lan-addresses';
import { listOf } from '../lists';
import type { Problems } from '../problems';
import type { HostPart, SiteOutline } from './whole-site';

/** Hosts begin at the 11th address of their network: room for borders before them. */
export const firstHost = 11;
const defaultHosts = 2;

/** How many hosts a site has. */
export function hostCountOf({ hosts }: SiteDescription): number {
  return Array.isArray(hosts) ? hosts.length : (hosts ?? defaultHosts);
}

/** Derives the hosts of a site. */
export function deriveHosts(site: SiteOutline, description: SiteDescription, problems: Problems): readonly HostPart[] {
  const given: readonly HostDescription[] = Array.isArray(description.hosts)
    ? description.hosts
    : Array.from({ length: hostCountOf(description) }, (_, index) => ({ name: `host-${index + 1}` }));
  return given.map((detail, index) => {
    const path = Array.isArray(description.hosts) ? `${site.path}.hosts[${index}]` : `${site.path}.hosts`;
    const addresses = completed(
      lanAddresses(listOf(detail.address), site, `${path}.address`, problems),
      nthAddresses(site.lan, firstHost + index),
    );
    const as = detail.as ?? site.hostAs;
    return {
      name: detail.name,
      fullName: `${site.name}/${detail.name}`,
      nodeName: detail.nodeName ?? detail.name,
      path,
      as,
      sessionAs: (site.metallb.mode === 'frr' ? site.metallb.localAS : undefined) ?? as,
      addresses: Object.freeze(addresses),
    };
  });
}
