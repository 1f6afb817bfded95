import { isClusterScoped } from '../../constructs/objects/cluster-scoped';
import { fieldOf, groupOf, isBuiltIn } from './kubernetes-object';
import type { KubernetesObject } from './kubernetes-object';

/**
 * Takes out of an object what would make Pulumi see differences that are none, or another name: the namespace that cdk8s stamps on
 * objects that belong to none, and lists without entries, which the API server drops.
 *
 * @param definitions the CustomResourceDefinitions of the tree, which say what belongs to a namespace
 */
export function tidied(object: KubernetesObject, definitions: readonly KubernetesObject[]): KubernetesObject {
  const tidy = withoutEmptyLists(object) as KubernetesObject;
  if (!belongsToNoNamespace(object, definitions)) return tidy;
  const metadata: { name: string; namespace?: string } = { ...tidy.metadata };
  delete metadata.namespace;
  return { ...tidy, metadata };
}

/** Whether a CustomResourceDefinition defines the kind of an object. */
export function isDefinedBy(object: KubernetesObject, definition: KubernetesObject): boolean {
  return fieldOf(definition, 'spec', 'group') === groupOf(object) && fieldOf(definition, 'spec', 'names', 'kind') === object.kind;
}

function belongsToNoNamespace(object: KubernetesObject, definitions: readonly KubernetesObject[]): boolean {
  if (isBuiltIn(object) && isClusterScoped(object.kind)) return true;
  return definitions.some((definition) => isDefinedBy(object, definition) && fieldOf(definition, 'spec', 'scope') === 'Cluster');
}

function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined && !(Array.isArray(entry) && entry.length === 0))
      .map(([key, entry]) => [key, withoutEmptyLists(entry)]),
  );
}
