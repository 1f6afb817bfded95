import type { Family } from '../../fleet/addresses/address';
import type { FleetModel, Site } from '../../fleet/model';
import { bogons, longestNetwork } from '../../fleet/addresses/routed';
import { coverOf } from './cover';
import { names } from './names';
import type { PrefixMatch, PrefixSet } from './policy';

/** The VIPs of all pools as a prefix set: single addresses inside the pools. */
export function vipSet(fleet: FleetModel, family: Family): PrefixSet {
  const bits = family === 6 ? 128 : 32;
  const blocks = fleet.pools.flatMap((pool) => pool.blocks).filter((block) => block.family === family);
  const covers = blocks.flatMap((block) => coverOf(family, block.first, block.last));
  return { name: names.vips(family), family, entries: covers.map((prefix) => ({ prefix, minLength: bits, maxLength: bits })) };
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
