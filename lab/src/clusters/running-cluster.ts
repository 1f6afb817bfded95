import type { Site } from 'anycast-mec';
import type { KubernetesApi } from 'anycast-mec/clients';
import type { ClusterHost } from './hosts/cluster-host';
import type { ControlPlane } from './control-plane';
import type { ManifestFile } from './manifest-file';

/** A site's cluster as those see it who look at it or do it harm. */
export interface RunningCluster {
  readonly site: Site;
  /** The client of its API server. @throws Error before it was started */
  readonly api: KubernetesApi;
  /** @throws Error before it was started */
  readonly controlPlane: ControlPlane;
  /** What was applied, or is deployed by something else, in the order of its files. */
  readonly manifests: readonly ManifestFile[];
  /** By full name. */
  readonly hosts: ReadonlyMap<string, ClusterHost>;
  /** A host by its full name. @throws Error with the names that there are */
  ownHost(name: string): ClusterHost;
}
