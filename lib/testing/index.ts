export { identityOf } from './identity';
export type { KubernetesObject } from './identity';
export { manifestDifferences, semanticDiff } from './semantic-diff';
export type { ManifestDifference } from './semantic-diff';
export { objectsOf, siteSnapshot } from './site-snapshot';
export type { SnapshotSource } from './site-snapshot';
export { routerSnapshot } from './router-snapshot';
