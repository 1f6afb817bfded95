import type { Rule } from '../rule';
import { givenRange } from '../../readings/cluster-families';

/** Most bits of a ClusterIP range that are left for addresses (kubeadm, cmd/kubeadm/app/constants, `MaximumBitsForServiceSubnet`). */
const mostBits = 20;
/** Fewest: for 10 addresses, as the tenth is that of the cluster's name server (there, `MinimumAddressesInServiceSubnet`). */
const fewestBits = 4;

/** A ClusterIP range has a size with which a cluster can be installed. */
export const serviceRangeSize: Rule = {
  id: 'service-range-size',
  severity: 'error',
  title: 'A ClusterIP range has between 16 and 1,048,576 addresses.',
  explanation:
    'kubeadm installs no cluster with another range (validation.go, `ValidateServiceSubnetSize`): the name server is its tenth address, and kube-apiserver kept one bit for each address until Kubernetes 1.33.',
  allowed: 'IPv4: /12 to /28; IPv6: /108 to /124',
  remedy: 'Name the `serviceRange` that the cluster has, such as 10.96.0.0/12 or fd00:10:96::/112.',
  acknowledgeable: true,
  *check(fleet) {
    // What stands among the defaults is told once for all sites.
    const told = new Set<string>();
    for (const site of fleet.sites) {
      const { path, given } = givenRange(fleet, site, 'serviceRange');
      if (given === undefined || told.has(path)) continue;
      told.add(path);
      for (const range of site.serviceRange) {
        const bits = (range.family === 4 ? 32 : 128) - range.length;
        if (bits >= fewestBits && bits <= mostBits) continue;
        const what = bits < fewestBits ? 'small' : 'large';
        yield { path, value: given, message: `The ClusterIP range ${range.toString()} is too ${what} for a cluster.` };
      }
    }
  },
};
