import type { Rule } from '../rule';

/** A kubeadm cluster of one node announces from it. */
export const singleNodeKubeadmExcluded: Rule = {
  id: 'single-node-kubeadm-excluded',
  severity: 'error',
  title: 'A kubeadm cluster of one node announces from it.',
  explanation:
    'kubeadm labels control-plane nodes node.kubernetes.io/exclude-from-external-load-balancers, and MetalLB then announces nothing from them; where such a node is all there is, no VIP is announced.',
  allowed: 'ignoreExcludeLB: true',
  remedy: 'Leave `ignoreExcludeLB` out, or set it to true.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.flavour === 'kubeadm' && site.hosts.length === 1 && !site.metallb.ignoreExcludeLB) {
        yield {
          path: `${site.path}.metallb.ignoreExcludeLB`,
          value: false,
          message: `The only node of ${site.name} would announce nothing.`,
        };
      }
    }
  },
};
