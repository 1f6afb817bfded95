import type { MecCluster } from './mec-cluster';

/** Adds to a cluster everything that the fleet describes and the program did not make. */
export function standardSite(_cluster: MecCluster): void {}
