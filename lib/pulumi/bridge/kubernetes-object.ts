import type { ApiObject } from 'cdk8s';

/** A Kubernetes object as plain data; Outputs are tokens still. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** An object of the tree, serialized. */
export interface TreeObject {
  readonly construct: ApiObject;
  readonly object: KubernetesObject;
}

/** The API group; empty for Kubernetes' core. */
export function groupOf({ apiVersion }: KubernetesObject): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

/** Whether a kind is defined by Kubernetes itself. */
export function isBuiltIn(object: KubernetesObject): boolean {
  const group = groupOf(object);
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/** What Kubernetes knows an object by, as people write it: `Service sensors/sensors`, `BGPPeer.metallb.io metallb-system/border-1`. */
export function identityOf(object: KubernetesObject): string {
  const { name, namespace } = object.metadata;
  const kind = isBuiltIn(object) ? object.kind : `${object.kind}.${groupOf(object)}`;
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** A field of an object that is plain data; undefined where there is none. */
export function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** A field that is a list; empty where there is none. */
export function listOf(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = fieldOf(value, ...path);
  return Array.isArray(found) ? found : [];
}
