import type { Family } from '../../addresses/address';
import type { Service, Site } from '../../model';
import { overFamily, Reachability } from '../../readings/reachability';
import type { Rule } from '../rule';

/** No VIP is lost with a single site. */
export const siteLossLeavesNoPath: Rule = {
  id: 'site-loss-leaves-no-path',
  severity: 'error',
  title: 'No VIP is lost with a single site.',
  explanation: 'Anycast fails over to the next site; a service at one site, or at sites without a path between them, has none.',
  allowed: 'two or more sites that serve each service and reach each other',
  remedy: 'Serve the service at another site, or connect the networks.',
  needsWhole: true,
  *check(fleet) {
    const reachability = Reachability.of(fleet);
    const clients = fleet.sites.filter((site) => site.clients.length > 0);
    for (const service of fleet.services) {
      const serving = fleet.sites.filter((site) => site.services.includes(service));
      // Only a service of one or two sites can be lost with one of them, or with a part of the backbone that stands alone.
      for (const site of serving.length === 1 ? serving : []) {
        yield {
          path: `${service.path}.sites`,
          value: site.name,
          message: `${service.name} is lost with ${site.name}: no other site serves it.`,
        };
      }
      if (serving.length < 2) continue;
      const dependent = dependents(clients, service, reachability);
      for (const site of serving) {
        const missing = reachability.missing(site, service, site);
        const own =
          site.uplinks.length && missing.length === 0
            ? []
            : [site.name + overFamily(missing, reachability.askedBy(site, service))];
        const stranded = [...own, ...(dependent.get(site) ?? [])];
        if (stranded.length)
          yield {
            path: site.path,
            value: site.name,
            message: `When ${site.name} is lost, ${service.name} has no path from ${stranded.slice(0, 5).join(', ')}.`,
          };
      }
    }
  },
};

/** Sites with clients that reach a service at one other site alone, by that site: `mec-1`, or `mec-1 over IPv6`. */
function dependents(clients: readonly Site[], service: Service, reachability: Reachability): Map<Site, string[]> {
  const found = new Map<Site, Map<Site, Family[]>>();
  for (const client of clients) {
    if (client.services.includes(service)) continue;
    for (const family of reachability.askedBy(client, service)) {
      const [only, another] = reachability.servers(client, service, family);
      if (!only || another) continue;
      const stranded = found.get(only) ?? new Map<Site, Family[]>();
      found.set(only, stranded.set(client, [...(stranded.get(client) ?? []), family]));
    }
  }
  return new Map(
    [...found].map(([site, stranded]) => [
      site,
      [...stranded].map(([client, families]) => `${client.name}${overFamily(families, reachability.askedBy(client, service))}`),
    ]),
  );
}
