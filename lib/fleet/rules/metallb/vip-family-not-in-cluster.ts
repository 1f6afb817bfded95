import type { Family } from '../../addresses/address';
import type { Rule } from '../rule';
import { givenRanges, servedFamilies } from '../../readings/cluster-families';
import type { GivenRange } from '../../readings/cluster-families';

/** A site's cluster has the families that the site serves. */
export const vipFamilyNotInCluster: Rule = {
  id: 'vip-family-not-in-cluster',
  severity: 'error',
  title: 'The cluster of a site has every family of which the site serves a VIP.',
  explanation:
    'The API server refuses a Service of a family of which the cluster has no ClusterIP range, and a pod without an address of the family cannot answer behind it.',
  allowed: 'in pods and in serviceRange a range of each family that is served',
  remedy: 'Name the ranges of both families as the cluster has them, or take the VIP of the other family out.',
  acknowledgeable: false,
  *check(fleet) {
    // What stands among the defaults is told once for all sites.
    const lacking = new Map<string, { readonly range: GivenRange; readonly family: Family; readonly sites: string[] }>();
    for (const site of fleet.sites) {
      for (const family of servedFamilies(site)) {
        for (const range of givenRanges(fleet, site)) {
          if (range.given === undefined || site[range.key].some((prefix) => prefix.family === family)) continue;
          const known = lacking.get(`${range.path} ${family}`);
          if (known) known.sites.push(site.name);
          else lacking.set(`${range.path} ${family}`, { range, family, sites: [site.name] });
        }
      }
    }
    for (const { range, family, sites } of lacking.values()) {
      const [first = '', ...more] = sites;
      const who = more.length ? `${first} and ${more.length} more serve` : `${first} serves`;
      yield {
        path: range.path,
        value: range.given,
        message: `${who} VIPs of IPv${family}, and ${range.key} has no range of it.`,
      };
    }
  },
};
