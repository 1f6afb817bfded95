import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { manifestFiles } from '../../contract/manifest-files';
import { AnycastService } from '../service/anycast-service';
import { BfdDaemonSet } from '../peering/bfd-daemon-set';
import { FailoverAgent } from '../agent/failover-agent';
import { MetalLBPeering } from '../peering/metallb-peering';

/** One file of manifests. */
export interface ManifestFile {
  /** Such as `10-metallb.yaml`; applied in the order of their names, nothing comes before what it needs. */
  readonly file: string;
  readonly objects: readonly object[];
}

/**
 * The objects below a construct (a chart or a MecCluster), serialized and grouped into files in the order in which they are applied:
 * namespaces, MetalLB, its peering, BFD, one file a service, the agent, whatever else the program made. It does not validate.
 *
 * MetalLB's own file is apart from the peering because its webhook must run before it takes the peering. Whoever writes the objects
 * as YAML must quote as YAML 1.1 asks (cdk8s and `version: '1.1'` of the package yaml do): the community 65535:0 is a number there.
 *
 * Objects and parts of them are frozen: other sites have them, too.
 *
 * @throws Error if two objects have the same kind, namespace and name
 */
export function manifestsOf(scope: IConstruct): ManifestFile[] {
  const files = new Map<string, object[]>();
  const seen = new Map<string, string>();
  for (const construct of scope.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    refuseTwins(construct, seen);
    const file = fileOf(construct);
    const objects = files.get(file) ?? [];
    objects.push(construct.toJson() as object);
    files.set(file, objects);
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, objects]) => ({ file, objects }));
}

function fileOf(object: ApiObject): string {
  if (object.kind === 'Namespace') return manifestFiles.namespaces;
  for (const scope of object.node.scopes) {
    if (MetalLBPeering.isMetalLBPeering(scope))
      return object.apiGroup === 'metallb.io' ? manifestFiles.peering : manifestFiles.metallb;
    if (BfdDaemonSet.isBfdDaemonSet(scope)) return manifestFiles.bfd;
    if (AnycastService.isAnycastService(scope)) return manifestFiles.service(scope.name);
    if (FailoverAgent.isFailoverAgent(scope)) return manifestFiles.agent;
  }
  return manifestFiles.other;
}

function refuseTwins(object: ApiObject, seen: Map<string, string>): void {
  const identity = `${object.apiGroup}/${object.kind} ${object.metadata.namespace ?? ''}/${object.name}`;
  const first = seen.get(identity);
  if (first !== undefined)
    throw new Error(
      `${object.kind} '${object.name}' is made twice, by '${first}' and by '${object.node.path}'; remedy: give one of them another name or namespace`,
    );
  seen.set(identity, object.node.path);
}
