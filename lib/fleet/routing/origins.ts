import type { Family } from '../addresses/address';
import { Prefix } from '../addresses/prefix';
import type { FleetModel, Site } from '../model';

/** A right to announce: what a ROA (RFC 9582) states. */
export interface RouteOrigin {
  readonly prefix: string;
  readonly family: Family;
  /** Longest announcement that it covers: never more than the prefix itself, so that nobody may announce a part of it (RFC 9319). */
  readonly maxLength: number;
  /** The AS at the end of the path, as routers see it. */
  readonly as: number;
  /** Whose it is, for people: `VIP of shop at mec-1`. */
  readonly of: string;
}

/**
 * Every right to announce that the fleet needs, each once, by prefix and AS: VIPs from the AS of the hosts that announce them, networks from
 * that of the site. A PE that replaces the AS of a site by its own (`asOverride`) does so at the end of paths, too, and needs the right of the
 * others that have this AS.
 */
export function routeOrigins(fleet: FleetModel): RouteOrigin[] {
  const replaced = replacements(fleet);
  const all = fleet.sites.flatMap((site) =>
    announcedBy(site).flatMap((right) => [
      right,
      ...(replaced.get(right.as) ?? []).filter((by) => by.site !== site).map(({ as }) => ({ ...right, as })),
    ]),
  );
  const each = new Map<string, RouteOrigin>();
  for (const right of all) {
    const key = `${right.prefix} ${right.as}`;
    if (!each.has(key)) each.set(key, right);
  }
  return [...each.values()].sort(inOrder);
}

function announcedBy(site: Site): RouteOrigin[] {
  const right = (prefix: Prefix, as: number, of: string): RouteOrigin => {
    return { prefix: prefix.toString(), family: prefix.family, maxLength: prefix.length, as, of };
  };
  const hosts = [...new Set(site.hosts.map(({ sessionAs }) => sessionAs))];
  return [
    ...site.services.flatMap(({ name, vips }) =>
      vips.flatMap(({ address }) => hosts.map((as) => right(Prefix.host(address), as, `VIP of ${name}`))),
    ),
    ...site.lan.map((prefix) => right(prefix, site.as, `hosts of ${site.name}`)),
    ...site.clients.flatMap(({ name, prefixes }) =>
      prefixes.map((prefix) => right(prefix, site.as, `clients ${name} of ${site.name}`)),
    ),
  ];
}

/** By which AS an AS is replaced, and towards which site. */
function replacements({ sites }: FleetModel): Map<number, { readonly site: Site; readonly as: number }[]> {
  const found = new Map<number, { site: Site; as: number }[]>();
  for (const { site, pe } of sites.flatMap(({ uplinks }) => uplinks).filter(({ asOverride }) => asOverride))
    found.set(site.as, [...(found.get(site.as) ?? []), { site, as: pe.network.as }]);
  return found;
}

function inOrder(one: RouteOrigin, other: RouteOrigin): number {
  const [a, b] = [Prefix.parse(one.prefix), Prefix.parse(other.prefix)];
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.length - b.length || one.as - other.as;
}
