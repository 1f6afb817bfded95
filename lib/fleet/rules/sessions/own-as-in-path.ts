import type { DerivedModel, Site } from '../../model';
import type { Rule, Violation } from '../rule';

/** No router finds its own AS in the path to a VIP. */
export const ownAsInPath: Rule = {
  id: 'own-as-in-path',
  severity: 'error',
  title: 'No router finds its own AS in the path to a VIP.',
  explanation:
    'A router drops a path that holds its own AS (RFC 4271 section 9.1.2). The path to a VIP holds the AS of the site and of its hosts: a network or another site with one of them never learns the VIP.',
  allowed: 'AS numbers of sites and hosts that no network has, and of hosts that no other site has',
  remedy: 'Give the network, the site or the hosts (`hostAs`) another AS.',
  *check(fleet) {
    const networks = new Map(fleet.networks.map((network) => [network.as, network]));
    const deaf = deafSites(fleet);
    for (const site of fleet.sites) {
      const upstream = new Set(site.uplinks.map((uplink) => uplink.pe.network));
      const own = networks.get(site.as);
      if (own && !upstream.has(own))
        yield violation(`${site.path}.as`, site.as, `${own.name} has the AS of ${site.name} and drops every path to its VIPs.`);
      for (const as of new Set(site.hosts.map((host) => host.sessionAs))) {
        const other = networks.get(as) ?? deaf.get(as)?.find((candidate) => candidate !== site);
        // Where the site itself has the AS of its hosts, the session between them is none of eBGP: told by another rule.
        if (other && as !== site.as)
          yield violation(
            asPath(site, as),
            as,
            `${other.name} has the AS of the hosts of ${site.name} and drops every path to its VIPs.`,
          );
      }
    }
  },
};

function violation(path: string, value: number, message: string): Violation {
  return { path, value, message };
}

/** The first two sites of each AS that take no path with it. */
function deafSites(fleet: DerivedModel): Map<number, Site[]> {
  const found = new Map<number, Site[]>();
  for (const site of fleet.sites) {
    if (site.uplinks.every((uplink) => uplink.asOverride || uplink.allowAsIn)) continue;
    const list = found.get(site.as) ?? [];
    if (list.length < 2) found.set(site.as, [...list, site]);
  }
  return found;
}

/** Where the description says, or leaves out, what AS hosts of a site show. */
function asPath(site: Site, as: number): string {
  if (site.metallb.localAS === as) return `${site.path}.metallb.localAS`;
  const host = site.hosts.find((candidate) => candidate.as === as && candidate.as !== site.hostAs);
  return host ? `${host.path}.as` : `${site.path}.hostAs`;
}
