import type { Rule } from '../rule';
import { givenRanges } from '../../readings/cluster-families';

/** A cluster has one range of a family. */
export const clusterRangesOfOneFamily: Rule = {
  id: 'cluster-ranges-of-one-family',
  severity: 'error',
  title: 'A cluster has one pod range and one ClusterIP range of a family.',
  explanation:
    'kube-apiserver and kube-controller-manager do not start with two ranges of one family (--service-cluster-ip-range, --cluster-cidr).',
  allowed: 'one range, or one of IPv4 and one of IPv6',
  remedy: 'Leave one range of each family.',
  acknowledgeable: false,
  *check(fleet) {
    const told = new Set<string>();
    for (const site of fleet.sites) {
      for (const { key, path, given } of givenRanges(fleet, site)) {
        const families = site[key].map(({ family }) => family);
        if (given === undefined || new Set(families).size === families.length || told.has(path)) continue;
        told.add(path);
        yield { path, value: given, message: `${key} has ${families.length} ranges, and several of one family.` };
      }
    }
  },
};
