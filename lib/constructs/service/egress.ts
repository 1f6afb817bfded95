import type { EgressDescription } from '../../fleet/description/workload';

type Ports = Pick<EgressDescription, 'port' | 'protocol'>;

/**
 * Where pods may connect to: networks, or pods of the cluster.
 *
 * @example
 * workload: { image, egress: [Egress.toNetworks('198.51.100.0/24', { port: 5432 }), Egress.toPods({ namespace: 'cache' })] }
 */
export const Egress = {
  /** Networks, as prefixes. @param ports default every port */
  toNetworks: (prefix: NonNullable<EgressDescription['prefix']>, ports: Ports = {}): EgressDescription => ({ ...ports, prefix }),

  /** Pods of a namespace, those with some labels, or both. @param ports default every port */
  toPods: (pods: Pick<EgressDescription, 'namespace' | 'pods'>, ports: Ports = {}): EgressDescription => ({ ...ports, ...pods }),
} as const;
