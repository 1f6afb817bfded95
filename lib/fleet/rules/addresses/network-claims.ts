import type { Prefix } from '../../addresses/prefix';
import type { FleetModel } from '../../model';
import type { Claim } from './block';

/** Every network of the fleet, apart from the pools. Equal pod and ClusterIP ranges of sites are named once. */
export function networkClaims(fleet: FleetModel): Claim[] {
  const claims: Claim[] = [];
  const shared = new Set<string>();
  const add = (what: string, path: string, prefix: Prefix) =>
    claims.push({ what, path, text: prefix.toString(), family: prefix.family, first: prefix.first, last: prefix.last });
  for (const site of fleet.sites) {
    site.lan.forEach((prefix) => add(`the host network of ${site.name}`, site.path, prefix));
    for (const client of site.clients)
      client.prefixes.forEach((prefix) => add(`the client network ${client.name}`, client.path, prefix));
    for (const border of site.borders)
      border.loopbacks.forEach((loopback) => add(`the loopback of ${border.fullName}`, border.path, loopback.prefix));
    for (const uplink of site.uplinks)
      uplink.borderAddresses.forEach((address) => add(`the uplink ${uplink.name}`, uplink.path, address.prefix));
    for (const [what, prefixes] of [
      ['pod range', site.pods],
      ['ClusterIP range', site.serviceRange],
    ] as const) {
      for (const prefix of prefixes) {
        const key = `${what} ${prefix.toString()}`;
        if (!shared.has(key)) add(`the ${what} of ${site.name}`, site.path, prefix);
        shared.add(key);
      }
    }
  }
  for (const network of fleet.networks) {
    for (const router of network.routers)
      router.loopbacks.forEach((loopback) => add(`the loopback of ${router.fullName}`, router.path, loopback.prefix));
    for (const link of network.links)
      link.ends[0].addresses.forEach((address) => add(`the link ${link.path}`, link.path, address.prefix));
  }
  for (const exchange of fleet.exchanges)
    exchange.prefixes.forEach((prefix) => add(`the exchange ${exchange.name}`, exchange.path, prefix));
  return claims;
}
