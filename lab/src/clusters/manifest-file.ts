import type { KubernetesObject } from 'anycast-mec/clients';

/** Objects of one file, in their order. */
export interface ManifestFile {
  /** Such as `40-service-sensors.yaml`; files are applied in the order of their names. */
  readonly file: string;
  readonly objects: readonly KubernetesObject[];
  /** Whether the cluster brings it, and no operator deploys it. @default false */
  readonly ofCluster?: boolean;
}
