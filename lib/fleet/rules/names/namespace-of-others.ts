import { intrusionOf } from '../../derive/namespaces';
import { makesPods, namespaceOf } from '../../derive/object-names';
import type { Rule } from '../rule';

/** A service keeps out of the namespaces of others. */
export const namespaceOfOthers: Rule = {
  id: 'namespace-of-others',
  severity: 'error',
  title: 'A service keeps out of the namespaces of others.',
  explanation:
    'A workload brings its namespace with it, and a pod security level for it: MetalLB, the BFD daemon and the failover agent need levels and permissions of their own, and Kubernetes keeps the prefix kube- for itself. Pods that exist already may be selected in a kube- namespace and in `default`, by a Service that Kubernetes does not have there itself.',
  allowed: 'a namespace of its own',
  remedy: 'Give another `namespace`.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { name, path, description } of fleet.services) {
      const namespace = namespaceOf(name, description);
      const message = intrusionOf({ name, namespace, makesPods: makesPods(description) });
      if (message !== undefined) yield { path: `${path}.namespace`, value: namespace, message };
    }
  },
};
