import type { Rule } from '../rule';
import type { Family } from '../../addresses/address';
import { givenRange } from '../../readings/cluster-families';

/** Length of the range that each host gets of it (kube-controller-manager, `--node-cidr-mask-size-ipv4` and `-ipv6`, by default). */
const hostRange: Readonly<Record<Family, number>> = { 4: 24, 6: 64 };
/** Most bits by which ranges of hosts are longer than that of the cluster (Kubernetes, pkg/controller/nodeipam, `clusterSubnetMaxDiff`). */
const mostBits = 16;

/** A pod range has a part for each host. */
export const podRangeSize: Rule = {
  id: 'pod-range-size',
  severity: 'warning',
  title: 'A pod range has a part for each host.',
  explanation:
    'kube-controller-manager gives each host a /24 of the pod range, IPv6 a /64, unless it or the pod network is set up otherwise. A host without one runs no pods, and with a range shorter than /8, IPv6 /48, the controller manager does not start.',
  allowed: 'IPv4 from /8, IPv6 from /48, with a /24 or /64 for each host',
  remedy:
    'Name the `pods` range that the cluster has, such as 10.244.0.0/16 or fd00:10:244::/56, or acknowledge it where host ranges have another size.',
  *check(fleet) {
    // What stands among the defaults is told once for all sites.
    const told = new Set<string>();
    for (const site of fleet.sites) {
      const { path, given } = givenRange(fleet, site, 'pods');
      if (given === undefined || told.has(path)) continue;
      for (const range of site.pods) {
        const length = hostRange[range.family];
        const parts = range.capacity(length);
        const isLarge = length - range.length > mostBits;
        if (parts >= site.hosts.length && !isLarge) continue;
        told.add(path);
        const message = isLarge
          ? `The pod range ${range.toString()} is too large for a cluster.`
          : `The pod range ${range.toString()} has room for ${parts} of the ${site.hosts.length} hosts of ${site.name}.`;
        yield { path, value: given, message };
      }
    }
  },
};
