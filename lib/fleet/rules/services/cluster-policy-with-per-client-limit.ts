import { serviceRule } from '../rule';

/** A per-client limit sees client addresses. */
export const clusterPolicyWithPerClientLimit = serviceRule({
  id: 'cluster-policy-with-per-client-limit',
  severity: 'error',
  title: 'A per-client limit sees client addresses.',
  explanation:
    "With externalTrafficPolicy Cluster, kube-proxy replaces the client's address by the node's: the limit would hold for all clients together.",
  allowed: 'externalTrafficPolicy: Local with rateLimit',
  remedy: 'Leave `externalTrafficPolicy` out.',
  *of({ name, path, description: { externalTrafficPolicy, rateLimit } }) {
    if (externalTrafficPolicy === 'Cluster' && rateLimit)
      yield {
        path: `${path}.externalTrafficPolicy`,
        value: 'Cluster',
        message: `${name} limits ${rateLimit.perClient} a client, and would see all clients as one.`,
      };
  },
});
