/**
 * How much of the fleet is real. `routers`: routers, BFD, kernel forwarding; hosts announce by BIRD. `cluster`: every site a
 * Kubernetes cluster. `mpls`: also the backbone's OSPF, LDP and labels.
 */
export type Level = 'routers' | 'cluster' | 'mpls';

/** All levels, the least first. */
export const levels: readonly Level[] = ['routers', 'cluster', 'mpls'];
