import type { Rule } from '../rule';
import { givenRanges, servedFamilies } from '../../readings/cluster-families';

/** Where a site serves IPv6, the ranges of its cluster are described. */
export const ipv6RangesNotDescribed: Rule = {
  id: 'ipv6-ranges-not-described',
  severity: 'warning',
  title: 'Where a site serves an IPv6 VIP, the pod and ClusterIP ranges of its cluster are described.',
  explanation:
    'Kubernetes is installed with IPv4 alone unless it is told both families at first; its API server then refuses the Service. They cannot be added to a cluster by its manifests.',
  allowed: 'pods and serviceRange with a range of each family',
  remedy:
    'Name `pods` and `serviceRange` as the cluster has them, such as [10.244.0.0/16, fd00:10:244::/56] and [10.96.0.0/12, fd00:10:96::/112].',
  acknowledgeable: true,
  *check(fleet) {
    for (const site of fleet.sites.filter((each) => servedFamilies(each).includes(6))) {
      const missing = givenRanges(fleet, site).filter(({ given }) => given === undefined);
      const keys = missing.map(({ key }) => key);
      if (keys.length)
        yield {
          path: site.path,
          value: keys.join(', '),
          message: `${site.name} serves IPv6 VIPs, and the ${keys.join(' and ')} of its cluster are those that ${site.flavour} installs: IPv4 alone.`,
        };
    }
  },
};
