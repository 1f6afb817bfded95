import { ofFamily } from '../../model';
import type { Rule } from '../rule';
import { servedFamilies } from '../addresses/cluster-families';

/** A site has an uplink of each family that it serves. */
export const vipFamilyWithoutUplink: Rule = {
  id: 'vip-family-without-uplink',
  severity: 'warning',
  title: 'A site has an uplink of every family of which it serves a VIP.',
  explanation:
    'Each family has BGP sessions of its own: a VIP of a family that no uplink has is seen by clients of the site alone, and they have no other site.',
  allowed: 'an uplink with addresses of each family that is served',
  remedy: 'Give the uplink addresses of that family (plan.links, or its own), or acknowledge it.',
  needsWhole: true,
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.uplinks.length === 0) continue;
      for (const family of servedFamilies(site))
        if (!site.uplinks.some(({ peAddresses }) => ofFamily(peAddresses, family)))
          yield {
            path: `${site.path}.uplinks`,
            value: site.uplinks.map(({ name }) => name),
            message: `${site.name} serves VIPs of IPv${family}, and none of its uplinks has IPv${family}.`,
          };
    }
  },
};
