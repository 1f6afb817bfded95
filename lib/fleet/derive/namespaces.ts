import { defaultNamespaces } from '../../contract/namespaces';
import type { SharedNamespaces } from '../../contract/namespaces';

/**
 * Whether every cluster has the namespace from its beginning, so that it is nobody's to make, to label or to delete: `default`, and
 * those with the prefix that Kubernetes keeps for itself (Kubernetes, "Namespaces").
 */
export function isBuiltIn(namespace: string): boolean {
  return namespace === 'default' || namespace.startsWith('kube-');
}

/** Services that every cluster has from its beginning: of the API server (kube-apiserver), and of its DNS (kubeadm, k3s). */
const ownServices: ReadonlySet<string> = new Set(['default/kubernetes', 'kube-system/kube-dns']);

/** A service, as far as it may stand in the way of others. */
export interface Newcomer {
  readonly name: string;
  readonly namespace: string;
  /** Whether it brings pods; such as exist already may be selected in the namespaces of Kubernetes, too. */
  readonly makesPods: boolean;
}

/** What a service takes of others by its namespace, in a sentence; undefined: nothing. */
export function intrusionOf({ name, namespace, makesPods }: Newcomer, shared = defaultNamespaces): string | undefined {
  const owner = ownerOf(namespace, makesPods, shared);
  if (owner !== undefined) return `The namespace ${namespace} is that of ${owner}.`;
  return ownServices.has(`${namespace}/${name}`) ? `The Service ${name} in ${namespace} is one of Kubernetes itself.` : undefined;
}

function ownerOf(namespace: string, makesPods: boolean, shared: SharedNamespaces): string | undefined {
  if (namespace === shared.metallb) return 'MetalLB';
  if (namespace === shared.bfd) return 'the BFD daemon';
  if (namespace === shared.agent) return 'the failover agent';
  return makesPods && namespace.startsWith('kube-') ? 'Kubernetes' : undefined;
}
