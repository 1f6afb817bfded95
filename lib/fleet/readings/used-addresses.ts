import { once } from '../derive/once';
import { clientAddress, hasVirtualGateway } from '../model';
import type { DerivedModel, InterfaceAddress, Site } from '../model';

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

/** Every interface address of the fleet, each end of each link once; made once. */
export const usedAddresses = once<DerivedModel, readonly UsedAddress[]>(addressesOf);

function addressesOf(fleet: DerivedModel): UsedAddress[] {
  const used: UsedAddress[] = [];
  const add = (
    what: () => string,
    path: string,
    network: string,
    addresses: readonly InterfaceAddress[],
    siteNumber?: number,
  ): void => {
    for (const address of addresses) used.push({ what, path, address, network, ...(siteNumber !== undefined && { siteNumber }) });
  };
  for (const site of fleet.sites) addSite(site, (...of) => add(...of, site.number));
  for (const network of fleet.networks) {
    for (const { fullName, path, loopbacks } of network.routers)
      add(() => `the loopback of ${fullName}`, path, 'loopbacks', loopbacks);
    for (const { path, ends } of network.links)
      for (const [place, { router, addresses }] of ends.entries()) {
        const what = () => `${router.fullName} on the link to ${ends[1 - place]?.router.fullName ?? ''}`;
        add(what, path, path, addresses);
      }
  }
  for (const { name, members, path } of fleet.exchanges)
    for (const { router, addresses } of members) add(() => `${router.fullName} at the exchange ${name}`, path, path, addresses);
  return used;
}

function addSite(
  site: Site,
  add: (what: () => string, path: string, network: string, addresses: readonly InterfaceAddress[]) => void,
): void {
  const lan = `${site.path}.lan`;
  for (const border of site.borders) {
    add(() => `the loopback of ${border.fullName}`, border.path, 'loopbacks', border.loopbacks);
    add(() => `${border.fullName} in the host network`, border.path, lan, border.lan);
    for (const client of site.clients)
      add(() => `${border.fullName} in ${client.name}`, client.path, client.path, clientAddress(client, border));
  }
  if (hasVirtualGateway(site)) {
    add(() => `the gateway of ${site.name}`, `${site.path}.gateway`, lan, site.gateway);
    for (const client of site.clients)
      add(() => `the gateway of ${site.name}/${client.name}`, `${client.path}.gateway`, client.path, client.gateway);
  }
  for (const host of site.hosts) add(() => host.fullName, host.path, lan, host.addresses);
  for (const { border, pe, path, borderAddresses, peAddresses } of site.uplinks) {
    add(() => `${border.fullName} on the uplink to ${pe.fullName}`, path, path, borderAddresses);
    add(() => `${pe.fullName} on the uplink of ${border.fullName}`, path, path, peAddresses);
  }
}
