import { clientAddress, hasVirtualGateway } from '../../model';
import type { FleetModel, InterfaceAddress } from '../../model';

/** An address on an interface, and whose it is. */
export interface UsedAddress {
  /** The interface in words, made where a finding needs it: `mec-1/border-1 in its host network`. */
  readonly what: () => string;
  readonly path: string;
  readonly address: InterfaceAddress;
  /** The network that it lies in, by its path: addresses of different networks meet only where the networks do. */
  readonly network: string;
  /** Number of the site whose place in the plan the address follows from. */
  readonly siteNumber?: number;
}

/** Every interface address of the fleet, each end of each link once. */
export function* usedAddresses(fleet: FleetModel): Generator<UsedAddress> {
  for (const site of fleet.sites) {
    const of = function* (what: () => string, path: string, network: string, addresses: readonly InterfaceAddress[]) {
      for (const address of addresses) yield { what, path, address, network, siteNumber: site.number };
    };
    for (const border of site.borders) {
      yield* of(() => `the loopback of ${border.fullName}`, border.path, 'loopbacks', border.loopbacks);
      yield* of(() => `${border.fullName} in the host network`, border.path, `${site.path}.lan`, border.lan);
      for (const client of site.clients)
        yield* of(() => `${border.fullName} in ${client.name}`, client.path, client.path, clientAddress(client, border));
    }
    if (hasVirtualGateway(site)) {
      yield* of(() => `the gateway of ${site.name}`, `${site.path}.gateway`, `${site.path}.lan`, site.gateway);
      for (const client of site.clients)
        yield* of(() => `the gateway of ${site.name}/${client.name}`, `${client.path}.gateway`, client.path, client.gateway);
    }
    for (const host of site.hosts) yield* of(() => host.fullName, host.path, `${site.path}.lan`, host.addresses);
    for (const { border, pe, path, borderAddresses, peAddresses } of site.uplinks) {
      yield* of(() => `${border.fullName} on the uplink to ${pe.fullName}`, path, path, borderAddresses);
      yield* of(() => `${pe.fullName} on the uplink of ${border.fullName}`, path, path, peAddresses);
    }
  }
  for (const network of fleet.networks) {
    for (const { fullName, path, loopbacks } of network.routers)
      for (const address of loopbacks) yield { what: () => `the loopback of ${fullName}`, path, address, network: 'loopbacks' };
    for (const { path, ends } of network.links)
      for (const [place, { router, addresses }] of ends.entries()) {
        const what = () => `${router.fullName} on the link to ${ends[1 - place]?.router.fullName ?? ''}`;
        for (const address of addresses) yield { what, path, address, network: path };
      }
  }
  for (const { name, members, path } of fleet.exchanges)
    for (const { router, addresses } of members)
      for (const address of addresses) yield { what: () => `${router.fullName} at the exchange ${name}`, path, address, network: path };
}
