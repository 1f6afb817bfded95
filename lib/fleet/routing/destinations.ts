import type { Family } from '../addresses/address';
import { toNumber } from '../addresses/address';
import type { BorderRouter, ClientNetwork, Host, Service, Site } from '../model';
import { originated } from './advertise';
import { addressIn } from './route';
import type { Destination, Route } from './route';
import type { Losses } from './state';

/** A VIP of a service, as the hosts of its sites announce it to their borders. */
export function vipOf(service: Service, sites: readonly Site[], family: Family, losses: Losses): Destination {
  return {
    family,
    sites: new Set(sites.filter((site) => losses.announcement(site, service) !== 'withdrawn')),
    originated: (border) => fromHosts(border, service, family, losses),
  };
}

function fromHosts(border: BorderRouter, service: Service, family: Family, losses: Losses): Route | undefined {
  const { site } = border;
  const hosts = hostsHeard(border, family, losses);
  const [first] = hosts;
  if (!first) return undefined;
  const drained = losses.announcement(site, service) === 'drained';
  return originated({ site, leadsTo: 'vip', learned: 'hosts', asPath: [first.sessionAs], hosts, drained });
}

/** Hosts that have a session of a family with a border, the one whose path is best first: the smallest BGP identifier, then address. */
function hostsHeard(border: BorderRouter, family: Family, losses: Losses): Host[] {
  // MetalLB's native speaker knows no IPv6.
  const spoken = border.site.metallb.mode !== 'native' || family === 4;
  if (!spoken || !losses.lanUp(border) || addressIn(border.lan, family) === undefined) return [];
  const number = (host: Host, of: Family) => toNumber(addressIn(host.addresses, of) ?? '0.0.0.0');
  return border.site.hosts
    .filter((host) => losses.isUp(host) && addressIn(host.addresses, family) !== undefined)
    .map((host) => ({ host, id: number(host, 4), address: number(host, family) }))
    .sort((a, b) => Number(a.id - b.id) || Number(a.address - b.address))
    .map(({ host }) => host);
}

/**
 * A network of a site as its borders originate it: the host network, or that of clients. Where the site has several borders, only while
 * their interface there is up; one alone has nobody to leave it to.
 */
export function networkOf(site: Site, family: Family, losses: Losses, client?: ClientNetwork): Destination {
  const route = originated({ site, leadsTo: 'network', learned: 'connected', asPath: [] });
  return {
    family,
    sites: new Set([site]),
    originated: (border) => {
      if (border.site !== site || !losses.isUp(border)) return undefined;
      const attached = client ? losses.clientUp(border, client) : losses.lanUp(border);
      return attached || site.borders.length === 1 ? route : undefined;
    },
  };
}
