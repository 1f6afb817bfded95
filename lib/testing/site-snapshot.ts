import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { identityOf } from './identity';
import type { KubernetesObject } from './identity';

/** What a snapshot is taken of: an App, a Chart, a MecCluster, or objects that are serialized already. */
export type SnapshotSource = IConstruct | readonly object[];

/** The objects of a source, as plain data. */
export function objectsOf(source: SnapshotSource): KubernetesObject[] {
  if (Array.isArray(source)) return [...(source as readonly KubernetesObject[])];
  const constructs = (source as IConstruct).node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  return constructs.map((object) => object.toJson() as KubernetesObject);
}

/** The objects by `Kind namespace/name`, sorted. @throws Error if two objects have the same kind, namespace and name */
export function objectsByIdentity(source: SnapshotSource): Record<string, KubernetesObject> {
  const found = new Map<string, KubernetesObject>();
  for (const object of objectsOf(source)) {
    const identity = identityOf(object);
    if (found.has(identity)) throw new Error(`${identity} is there twice`);
    found.set(identity, object);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * One site's manifests for a snapshot test: by `Kind namespace/name`, sorted, so that the order in which a program makes its
 * constructs changes nothing. Take one snapshot a site. The bundled program of the failover agent, and the digest in its name, are
 * left out: a new release of it is no change of yours.
 *
 * @example
 * test.each(fleet.sites)('$name stays as it is', (site) => expect(siteSnapshot(mecOf(site))).toMatchSnapshot());
 *
 * @throws Error if two objects have the same kind, namespace and name
 */
export function siteSnapshot(source: SnapshotSource): Record<string, KubernetesObject> {
  const text = JSON.stringify(objectsByIdentity(source), (key, value: unknown) => (key === 'binaryData' ? '<program>' : value));
  return JSON.parse(text.replaceAll(/failover-agent-program-[0-9a-f]{10}/g, 'failover-agent-program-<digest>')) as Record<
    string,
    KubernetesObject
  >;
}
