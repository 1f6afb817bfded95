import type { Rule } from '../rule';
import { givenRanges, servesIpv6 } from './cluster-families';

/** A site that serves IPv6 has a cluster with IPv6. */
export const ipv6VipInIpv4Cluster: Rule = {
  id: 'ipv6-vip-in-ipv4-cluster',
  severity: 'error',
  title: 'A site that serves an IPv6 VIP has a cluster of both families.',
  explanation:
    'The API server refuses a Service of a family of which the cluster has no ClusterIP range, and a pod without an IPv6 address cannot answer behind it.',
  allowed: 'a range of IPv4 and one of IPv6 in pods and in serviceRange',
  remedy: 'Name both ranges as the cluster has them, or take the IPv6 VIP out.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites.filter(servesIpv6)) {
      for (const { key, path, given } of givenRanges(fleet, site)) {
        if (given === undefined || site[key].some(({ family }) => family === 6)) continue;
        const value = site[key].map(String).join(', ');
        yield { path, value, message: `${site.name} serves IPv6 VIPs, and its ${key} has IPv4 alone.` };
      }
    }
  },
};
