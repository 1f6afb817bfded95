import type { Family } from '../../fleet/addresses/address';
import type { Site } from '../../fleet/model';
import { hostSystems } from './border-policies';
import { names } from './names';
import { refusedFromOutside } from './outside';
import type { Policy } from './policy';

/** What a PE takes from outside its network: origin, metric and communities of others decide nothing here. */
const asNew = { originIgp: true, med: 0, stripCommunities: true } as const;

/**
 * What a PE takes from one site: exactly the VIPs that hosts of the site announce and the networks of the site. A path through another AS
 * would be transit, which no site gives.
 */
export function siteInPolicy(site: Site, family: Family): Policy {
  const byHosts = hostSystems(site).map((as) => [site.as, as]);
  return {
    name: names.siteIn(site.name, family),
    family,
    rules: [
      { action: 'accept', prefixes: names.siteVips(site.name, family), asPaths: byHosts, ...asNew },
      { action: 'accept', prefixes: names.siteNetworks(site.name, family), asPaths: [[site.as]], ...asNew },
    ],
  };
}

/** Policies between routers of networks, and from a PE to its sites: VIPs of the pools and networks, no bogons. */
export function networkPolicies(family: Family): Policy[] {
  const refused = { action: 'refuse', prefixes: names.bogons(family) } as const;
  const accepted = [names.vips(family), names.networks(family)].map((prefixes) => ({ action: 'accept', prefixes }) as const);
  return [
    { name: names.networkIn(family), family, rules: [refused, ...accepted] },
    { name: names.networkOut(family), family, rules: [refused, ...accepted] },
  ];
}

/** What a PE takes from a peer at an exchange: VIPs of the pools and networks, but nothing that takes VIPs without being one. @param validates see {@link refusedFromOutside} */
export function exchangeInPolicy(as: number, validates: boolean, family: Family): Policy {
  return {
    name: names.exchangeIn(as, family),
    family,
    rules: [
      ...refusedFromOutside(as, validates),
      { action: 'refuse', prefixes: names.bogons(family) },
      { action: 'accept', prefixes: names.vips(family), ...asNew },
      { action: 'refuse', prefixes: names.vipCovers(family) },
      { action: 'accept', prefixes: names.networks(family), ...asNew },
    ],
  };
}
