import type { Rule } from '../rule';

/** The load balancer of k3s is off. */
export const k3sServicelb: Rule = {
  id: 'k3s-servicelb',
  severity: 'error',
  title: 'The load balancer of k3s is off.',
  explanation: "k3s' servicelb answers for every Service of type LoadBalancer with node addresses, against MetalLB.",
  allowed: 'servicelb: false',
  remedy: 'Leave `servicelb` out, and install k3s with --disable servicelb.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.flavour === 'k3s' && site.servicelb)
        yield { path: `${site.path}.servicelb`, value: true, message: `${site.name} would run two load balancers.` };
    }
  },
};
