import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** One file of manifests. */
export interface ManifestFile {
  /** Such as `10-metallb.yaml`; in the order of names the files can be applied. */
  readonly file: string;
  readonly objects: readonly object[];
}

/**
 * The objects below a construct (a chart or a MecCluster), serialized and grouped into files in the order in which they are applied.
 * It validates nothing itself: see {@link validate}.
 */
export function manifestsOf(scope: IConstruct): ManifestFile[] {
  const objects = scope.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  return [{ file: 'site.yaml', objects: objects.map((object) => object.toJson() as object) }];
}
