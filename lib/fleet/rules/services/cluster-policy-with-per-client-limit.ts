import type { Rule } from '../rule';

/** A per-client limit sees client addresses. */
export const clusterPolicyWithPerClientLimit: Rule = {
  id: 'cluster-policy-with-per-client-limit',
  severity: 'error',
  title: 'A per-client limit sees client addresses.',
  explanation:
    "With externalTrafficPolicy Cluster, kube-proxy replaces the client's address by the node's: the limit would hold for all clients together.",
  allowed: 'externalTrafficPolicy: Local with rateLimit',
  remedy: 'Leave `externalTrafficPolicy` out.',
  *check(fleet) {
    for (const service of fleet.services) {
      const { externalTrafficPolicy, rateLimit } = service.description;
      if (externalTrafficPolicy === 'Cluster' && rateLimit)
        yield {
          path: `${service.path}.externalTrafficPolicy`,
          value: 'Cluster',
          message: `${service.name} limits ${rateLimit.perClient} a client, and would see all clients as one.`,
        };
    }
  },
};
