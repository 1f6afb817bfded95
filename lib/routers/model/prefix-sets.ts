import type { Family } from '../../fleet/addresses/address';
import type { FleetModel, Site, Uplink } from '../../fleet/model';
import { Prefix } from '../../fleet/addresses/prefix';
import { bogons, longestNetwork } from '../../fleet/addresses/routed';
import { coverOf } from './cover';
import { names } from './names';
import type { PrefixMatch, PrefixSet } from './policy';

/** The VIPs of all pools as a prefix set: single addresses inside the pools. */
export function vipSet(fleet: FleetModel, family: Family): PrefixSet {
  const bits = bitsOf(family);
  const entries = poolPrefixes(fleet, family).map((prefix): PrefixMatch => ({ prefix, minLength: bits, maxLength: bits }));
  return { name: names.vips(family), family, entries };
}

const bitsOf = (family: Family) => (family === 6 ? 128 : 32);

/** The addresses of all pools as prefixes. */
function poolPrefixes(fleet: FleetModel, family: Family): string[] {
  const blocks = fleet.pools.flatMap((pool) => pool.blocks).filter((block) => block.family === family);
  return blocks.flatMap((block) => coverOf(family, block.first, block.last));
}

/**
 * What takes VIPs without being one: every prefix that lies in a pool or has one in it, the default route too. No network of a fleet does,
 * since networks and pools lie apart; whoever announces one wants the packets for VIPs that nobody announces at the time.
 */
export function vipCoverSet(fleet: FleetModel, family: Family): PrefixSet {
  const bits = bitsOf(family);
  const inside = new Map<string, PrefixMatch>();
  const around = new Map<string, PrefixMatch>();
  for (const text of poolPrefixes(fleet, family)) {
    const pool = Prefix.parse(text);
    if (pool.length < bits) inside.set(text, { prefix: text, maxLength: bits - 1 });
    for (let length = 0; length < pool.length; length++) {
      const prefix = Prefix.parse(`${pool.address(0) ?? ''}/${length}`).toString();
      around.set(prefix, { prefix });
    }
  }
  return { name: names.vipCovers(family), family, entries: [...around.values(), ...inside.values()] };
}

/** What is never routed, and what is short enough to be a network. */
export function fabricSets(family: Family): PrefixSet[] {
  const all = family === 6 ? '::/0' : '0.0.0.0/0';
  return [
    {
      name: names.bogons(family),
      family,
      entries: bogons[family].map((prefix) => ({ prefix, maxLength: family === 6 ? 128 : 32 })),
    },
    { name: names.networks(family), family, entries: [{ prefix: all, minLength: 0, maxLength: longestNetwork[family] }] },
  ];
}

/** The networks that a site announces by itself: hosts and clients. */
export function siteNetworks(site: Site, family?: Family): string[] {
  const prefixes = [...site.lan, ...site.clients.flatMap((client) => client.prefixes)];
  return prefixes.filter((prefix) => family === undefined || prefix.family === family).map(String);
}

/** From where hosts of a site send: their own addresses, and the VIPs that they answer for. */
export function hostSources(site: Site): string[] {
  const vips = site.services.flatMap((service) => service.vips).map((vip) => Prefix.host(vip.address));
  return [...site.lan, ...vips].map(String);
}

/** From where a site sends over an uplink: its hosts and clients, and its borders, which tell of errors. */
export function siteSources({ site, border, borderAddresses }: Uplink): string[] {
  const clients = site.clients.flatMap((client) => client.prefixes);
  const ofBorder = [...border.loopbacks, ...borderAddresses].map(({ address }) => Prefix.host(address));
  return [...new Set([...hostSources(site), ...[...clients, ...ofBorder].map(String)])];
}

/** What one site may announce: the VIPs that it serves, and its own networks. */
export function siteSets(site: Site, family: Family): PrefixSet[] {
  const vips = site.services.flatMap((service) => service.vips).filter((vip) => vip.family === family);
  const exact = (prefix: string): PrefixMatch => ({ prefix });
  return [
    {
      name: names.siteVips(site.name, family),
      family,
      entries: vips.map((vip) => exact(`${vip.address}/${family === 6 ? 128 : 32}`)),
    },
    { name: names.siteNetworks(site.name, family), family, entries: siteNetworks(site, family).map(exact) },
  ];
}
