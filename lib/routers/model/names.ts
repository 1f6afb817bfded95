import type { Family } from '../../fleet/addresses/address';

/**
 * Names of the prefix sets and policies, by family: one place, as sessions refer to them. Those that hold the name of a site begin with
 * `site-` and end in what they are, and no other name begins so: no site can be called like something of ours.
 */
export const names = {
  vips: (family: Family) => `vips-${family}`,
  vipCovers: (family: Family) => `vip-covers-${family}`,
  bogons: (family: Family) => `bogons-${family}`,
  networks: (family: Family) => `networks-${family}`,
  siteVips: (site: string, family: Family) => `site-${site}-vips-${family}`,
  siteNetworks: (site: string, family: Family) => `site-${site}-networks-${family}`,
  siteIn: (site: string, family: Family) => `site-${site}-in-${family}`,
  nothing: (family: Family) => `nothing-${family}`,
  originated: (family: Family) => `originated-${family}`,
  hostsIn: (as: number, family: Family) => `hosts-${as}-in-${family}`,
  borderIn: (family: Family) => `border-in-${family}`,
  borderOut: (family: Family) => `border-out-${family}`,
  /** @param place the uplink's place among those of the site, from 1 */
  uplinkIn: (place: number, family: Family) => `uplink-${place}-in-${family}`,
  uplinkOut: (family: Family) => `uplink-out-${family}`,
  /** @param as that of the peer */
  exchangeIn: (as: number, family: Family) => `exchange-${as}-in-${family}`,
  networkIn: (family: Family) => `network-in-${family}`,
  networkOut: (family: Family) => `network-out-${family}`,
} as const;
