import type { Family } from '../../fleet/addresses/address';
import type { FleetModel, Site } from '../../fleet/model';
import { bogons, longestNetwork } from '../../fleet/addresses/routed';
import { coverOf } from './cover';
import type { Policy, PrefixMatch, PrefixSet } from './policy';

/** Names of the prefix sets and policies, by family: one place, as sessions refer to them. */
export const names = {
  vips: (family: Family) => `vips-${family}`,
  bogons: (family: Family) => `bogons-${family}`,
  networks: (family: Family) => `networks-${family}`,
  siteVips: (site: string, family: Family) => `${site}-vips-${family}`,
  siteNetworks: (site: string, family: Family) => `${site}-networks-${family}`,
  nothing: (family: Family) => `nothing-${family}`,
  hostsIn: (family: Family) => `hosts-in-${family}`,
  uplinkIn: (family: Family) => `uplink-in-${family}`,
  uplinkOut: (family: Family) => `uplink-out-${family}`,
  siteIn: (site: string, family: Family) => `${site}-in-${family}`,
  networkIn: (family: Family) => `network-in-${family}`,
  networkOut: (family: Family) => `network-out-${family}`,
} as const;

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

/** Policies of a border: hosts announce VIPs of the site and hear nothing; the PE hears VIPs and networks of the site. */
export function borderPolicies(site: Site, family: Family): Policy[] {
  const accept = (prefixes: string) => ({ action: 'accept', prefixes }) as const;
  const refuse = (prefixes: string) => ({ action: 'refuse', prefixes }) as const;
  const [vips, networks] = [names.siteVips(site.name, family), names.siteNetworks(site.name, family)];
  return [
    { name: names.hostsIn(family), family, rules: [accept(vips)] },
    { name: names.nothing(family), family, rules: [] },
    {
      name: names.uplinkIn(family),
      family,
      rules: [refuse(names.bogons(family)), refuse(networks), accept(names.vips(family)), accept(names.networks(family))],
    },
    { name: names.uplinkOut(family), family, rules: [accept(vips), accept(networks)] },
  ];
}

/** What a PE takes from one site, as one set: exactly the site's VIPs and networks. */
export function siteAnnouncements(site: Site, family: Family): PrefixSet {
  return { name: names.siteIn(site.name, family), family, entries: siteSets(site, family).flatMap((set) => set.entries) };
}

/** Policy of a PE for what one site announces. */
export function siteInPolicy(site: Site, family: Family): Policy {
  const name = names.siteIn(site.name, family);
  return { name, family, rules: [{ action: 'accept', prefixes: name }] };
}

/** Policies between routers of networks, and from a PE to its sites: VIPs of the pools and networks, no bogons. */
export function networkPolicies(family: Family): Policy[] {
  const rules = [
    { action: 'refuse', prefixes: names.bogons(family) },
    { action: 'accept', prefixes: names.vips(family) },
    { action: 'accept', prefixes: names.networks(family) },
  ] as const;
  return [
    { name: names.networkIn(family), family, rules },
    { name: names.networkOut(family), family, rules },
  ];
}
