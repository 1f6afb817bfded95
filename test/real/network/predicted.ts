import type { Family } from '../../../lib/fleet/addresses/address';
import { ofFamily } from '../../../lib/fleet/model';
import type { FleetModel, Site, Uplink } from '../../../lib/fleet/model';
import type { BgpRoute } from '../../../lab/src/routers/running-router';

/** Prefixes that a site originates by itself: host and client networks. */
function ownPrefixes(site: Site, family: Family): string[] {
  return [...site.lan, ...site.clients.flatMap((client) => client.prefixes)]
    .filter((prefix) => prefix.family === family)
    .map((prefix) => prefix.toString());
}

/** VIPs that a site serves, as prefixes. */
export function vipPrefixes(site: Site, family: Family): string[] {
  const vips = site.services.flatMap((service) => service.vips).filter((vip) => vip.family === family);
  return vips.map((vip) => `${vip.address}/${family === 6 ? 128 : 32}`);
}

/** The one uplink of a site. @throws Error if it has another number */
export function onlyUplink(site: Site): Uplink {
  const [uplink, more] = site.uplinks;
  if (!uplink || more) throw new Error(`${site.name} has not one uplink: the prediction does not cover that`);
  return uplink;
}

/** A path as a line, to compare by. */
export function routeLine({ prefix, asPath, nextHop }: Pick<BgpRoute, 'prefix' | 'asPath' | 'nextHop'>): string {
  return asPath.length ? `${prefix} path ${asPath.join(' ')} next hop ${nextHop}` : `${prefix} originated`;
}

/**
 * Every path in the BGP table of a router while all sites announce: for fleets of one network with one uplink a site.
 * Written down from how anycast is meant to work, not taken from what makes the configurations.
 */
export function predictedTable(fleet: FleetModel, router: string, family: Family): string[] {
  const home = fleet.sites.find((site) => onlyUplink(site).border.fullName === router);
  return fleet.sites.flatMap((site) => {
    if (site === home) return atHome(site, family);
    const { as: networkAs } = onlyUplink(site).pe.network;
    const nextHop = nextHopOf(site, router, home, family);
    const overridden = home !== undefined && onlyUplink(home).asOverride && home.as === site.as;
    const asPath = home ? [networkAs, overridden ? networkAs : site.as] : [site.as];
    // A border hears no path to a VIP that its own hosts announce: its PE prefers their path, and never sends it back.
    const vips = vipPrefixes(site, family).filter((vip) => !home || !vipPrefixes(home, family).includes(vip));
    return [
      ...ownPrefixes(site, family).map((prefix) => routeLine({ prefix, asPath, nextHop })),
      ...vips.map((prefix) => routeLine({ prefix, asPath: [...asPath, site.hostAs], nextHop })),
    ];
  });
}

function atHome(site: Site, family: Family): string[] {
  const hosts = site.hosts.flatMap((host) => host.addresses).filter((entry) => entry.family === family);
  return [
    ...ownPrefixes(site, family).map((prefix) => routeLine({ prefix, asPath: [], nextHop: '' })),
    ...vipPrefixes(site, family).flatMap((prefix) =>
      hosts.map((host) => routeLine({ prefix, asPath: [site.hostAs], nextHop: host.address })),
    ),
  ];
}

/** The next hop by which a router knows a site: its PE at a border, the border at the site's PE, the site's PE at other PEs. */
function nextHopOf(site: Site, router: string, home: Site | undefined, family: Family): string {
  const uplink = onlyUplink(site);
  const addresses = home
    ? onlyUplink(home).peAddresses
    : router === uplink.pe.fullName
      ? uplink.borderAddresses
      : uplink.pe.loopbacks;
  return ofFamily(addresses, family)?.address ?? '';
}
