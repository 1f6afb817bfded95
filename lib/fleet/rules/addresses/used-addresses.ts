import { clientAddress, hasVirtualGateway } from '../../model';
import type { FleetModel, InterfaceAddress } from '../../model';

/** An address on an interface, and whose it is. */
export interface UsedAddress {
  readonly owner: string;
  readonly path: string;
  readonly address: string;
}

/** Every interface address of the fleet, each end of each link once. */
export function* usedAddresses(fleet: FleetModel): Generator<UsedAddress> {
  for (const site of fleet.sites) {
    for (const border of site.borders) {
      yield* named(border.fullName, border.path, [...border.loopbacks, ...border.lan]);
      for (const client of site.clients) yield* named(border.fullName, client.path, clientAddress(client, border));
    }
    if (hasVirtualGateway(site)) {
      yield* named(`the gateway of ${site.name}`, `${site.path}.gateway`, site.gateway);
      for (const client of site.clients)
        yield* named(`the gateway of ${site.name}/${client.name}`, `${client.path}.gateway`, client.gateway);
    }
    for (const host of site.hosts) yield* named(host.fullName, host.path, host.addresses);
    for (const uplink of site.uplinks) {
      yield* named(uplink.border.fullName, uplink.path, uplink.borderAddresses);
      yield* named(uplink.pe.fullName, uplink.path, uplink.peAddresses);
    }
  }
  for (const network of fleet.networks) {
    for (const router of network.routers) yield* named(router.fullName, router.path, router.loopbacks);
    for (const link of network.links) for (const end of link.ends) yield* named(end.router.fullName, link.path, end.addresses);
  }
  for (const exchange of fleet.exchanges)
    for (const member of exchange.members) yield* named(member.router.fullName, exchange.path, member.addresses);
}

function* named(owner: string, path: string, addresses: readonly InterfaceAddress[]): Generator<UsedAddress> {
  for (const { address } of addresses) yield { owner, path, address };
}
