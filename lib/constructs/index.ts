export { MecCluster } from './mec-cluster';
export type { ClusterNamespaces, MecClusterProps } from './mec-cluster';
export { manifestsOf } from './manifest-files';
export type { ManifestFile } from './manifest-files';
export type { Overrides, RawFields } from './overrides';
export type { RegisteredService } from './registered-service';
export { standardSite } from './standard-site';
