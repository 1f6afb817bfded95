import type { BorderRouter, ClientNetwork, Host, InterfaceAddress, Site, Uplink } from '../../model';
import { once } from '../once';

/** A site without its parts: what follows from its description alone. */
export type SiteOutline = Omit<Site, 'gateway' | 'borders' | 'uplinks' | 'hosts' | 'clients'>;
/** A border router that does not know its site yet. */
export type BorderPart = Omit<BorderRouter, 'site' | 'uplinks'>;
/** A host that does not know its site yet. */
export type HostPart = Omit<Host, 'site'>;
/** A client network that does not know its site yet. */
export type ClientPart = Omit<ClientNetwork, 'site'>;
/** An uplink that does not know its site yet, and the border that it is at. */
export interface UplinkPart {
  readonly at: BorderPart;
  readonly uplink: Omit<Uplink, 'site' | 'border'>;
}

/** What a site is made of. */
export interface SiteParts {
  readonly gateway: readonly InterfaceAddress[];
  readonly borders: readonly BorderPart[];
  readonly uplinks: readonly UplinkPart[];
  readonly hosts: readonly HostPart[];
  readonly clients: readonly ClientPart[];
}

/**
 * A site and its parts, which know each other. Everything is derived before, of parts that know nobody: so nothing ever sees a site of
 * which something is missing.
 */
export function wholeSite(outline: SiteOutline, parts: SiteParts): Site {
  const borders: BorderRouter[] = [];
  const uplinks: Uplink[] = [];
  const hosts: Host[] = [];
  const clients: ClientNetwork[] = [];
  // What is added stands first: V8 copies behind it five times as fast as before it.
  const site: Site = Object.freeze({ gateway: parts.gateway, borders, uplinks, hosts, clients, ...outline });
  const uplinksOf = once<BorderPart, Uplink[]>(() => []);
  const borderOf = once((part: BorderPart): BorderRouter => Object.freeze({ site, uplinks: uplinksOf(part), ...part }));
  for (const part of parts.borders) borders.push(borderOf(part));
  for (const part of parts.hosts) hosts.push(Object.freeze({ site, ...part }));
  for (const part of parts.clients) clients.push(Object.freeze({ site, ...part }));
  for (const { at, uplink: part } of parts.uplinks) {
    const uplink: Uplink = Object.freeze({ site, border: borderOf(at), ...part });
    uplinks.push(uplink);
    uplinksOf(at).push(uplink);
  }
  for (const list of [borders, uplinks, hosts, clients, ...parts.borders.map(uplinksOf)]) Object.freeze(list);
  return site;
}
