import { ofFamily } from '../../model';
import type { Rule } from '../rule';
import { servedFamilies } from '../../readings/cluster-families';

/** A site has an uplink of each family that it serves, or that its clients ask for. */
export const vipFamilyWithoutUplink: Rule = {
  id: 'vip-family-without-uplink',
  severity: 'warning',
  title: 'A site has an uplink of every family of which it serves a VIP, or of which its clients ask for one.',
  explanation:
    'Each family has BGP sessions of its own: a VIP of a family that no uplink has is seen by clients of the site alone, and they have no other site.',
  allowed: 'an uplink with addresses of each family that is served',
  remedy: 'Give the uplink addresses of that family (plan.links, or its own), or acknowledge it.',
  needsWhole: true,
  *check(fleet) {
    const vips = fleet.services.flatMap((service) => service.vips);
    for (const site of fleet.sites) {
      if (site.uplinks.length === 0) continue;
      const served = servedFamilies(site);
      for (const family of [4, 6] as const) {
        const asking = site.clients.find(({ prefixes }) => ofFamily(prefixes, family) && ofFamily(vips, family));
        if (!served.includes(family) && !asking) continue;
        if (site.uplinks.some(({ peAddresses }) => ofFamily(peAddresses, family))) continue;
        const who = served.includes(family) ? `${site.name} serves` : `Clients of ${site.name} ask for`;
        yield {
          path: `${site.path}.uplinks`,
          value: site.uplinks.map(({ name }) => name),
          message: `${who} VIPs of IPv${family}, and none of its uplinks has IPv${family}.`,
        };
      }
    }
  },
};
