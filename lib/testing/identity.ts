/** A Kubernetes object as plain data. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** What an object is known by: `Service sensors/sensors`, `Namespace sensors`, `BGPPeer.metallb.io metallb-system/border-1`. */
export function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  // Kubernetes' own kinds are known without their group.
  const full = group.includes('.') && !group.endsWith('.k8s.io') ? `${kind}.${group}` : kind;
  return metadata.namespace === undefined ? `${full} ${metadata.name}` : `${full} ${metadata.namespace}/${metadata.name}`;
}
