/** Names of the namespaces that the constructs of a cluster share. */
export interface SharedNamespaces {
  readonly metallb: string;
  /** Of the BFD daemon. */
  readonly bfd: string;
  /** Of the failover agent. */
  readonly agent: string;
}

/** What they are called unless a program says otherwise. */
export const defaultNamespaces: SharedNamespaces = { metallb: 'metallb-system', bfd: 'anycast-bfd', agent: 'anycast-agent' };

/**
 * Whether every cluster has the namespace from its beginning, so that it is nobody's to make, to label or to delete: `default`, and
 * those with the prefix that Kubernetes keeps for itself (Kubernetes, "Namespaces").
 */
export function isBuiltIn(namespace: string): boolean {
  return namespace === 'default' || namespace.startsWith('kube-');
}

/**
 * Whose a namespace is that a service must keep out of; undefined: it may be there.
 *
 * @param makesPods whether the service brings pods; such as exist already may be selected in the namespaces of Kubernetes, too
 */
export function ownerOf(namespace: string, makesPods: boolean, shared: SharedNamespaces = defaultNamespaces): string | undefined {
  if (namespace === shared.metallb) return 'MetalLB';
  if (namespace === shared.bfd) return 'the BFD daemon';
  if (namespace === shared.agent) return 'the failover agent';
  return makesPods && namespace.startsWith('kube-') ? 'Kubernetes' : undefined;
}
