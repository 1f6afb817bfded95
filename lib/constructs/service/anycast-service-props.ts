import type { Described, Given } from '../../fleet/description/given';
import type { HealthDescription } from '../../fleet/description/health';
import type { ServicePortDescription } from '../../fleet/description/port';
import type { RateLimitDescription } from '../../fleet/description/rate-limit';
import type { ServiceDescription } from '../../fleet/description/service';
import type { WorkloadDescription } from '../../fleet/description/workload';
import type { ManifestProps } from '../objects/manifest-construct';

/** Properties of an {@link AnycastService}. Inside a MecCluster the fleet's service of the same name supplies all of them. */
export interface AnycastServiceProps extends ManifestProps {
  /** Name of the service. @default - the id of the construct */
  readonly name?: string;
  /** The address, or one IPv4 and one IPv6 address. @default - the fleet's */
  readonly vip?: ServiceDescription['vip'];
  /** Port at the VIP. @default 80 */
  readonly port?: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
  /** Several ports and protocols at the VIP, instead of `port`, `protocol` and `targetPort`. @default - one port */
  readonly ports?: Given<ServicePortDescription[]>;
  /** @default - the name of the service */
  readonly namespace?: string;
  /** The containers that serve. @default - none, then `selector` is needed */
  readonly workload?: Given<WorkloadDescription>;
  /** Labels of pods that exist already in `namespace`, instead of a workload; nothing of theirs is made or changed. */
  readonly selector?: Readonly<Record<string, string>>;
  /** Port of the pods. @default - the port of the workload, else the port at the VIP */
  readonly targetPort?: number;
  /** How it is seen that an endpoint serves. @default - a TCP probe of every port of TCP every 100 ms; UDP needs one */
  readonly health?: Given<HealthDescription>;
  /** Puts a {@link RateLimiter} in front. @default - none */
  readonly rateLimit?: Given<RateLimitDescription>;
  /** @default 'Local': keeps client addresses, and a host without an endpoint does not announce */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
}

/** The same with times and sizes as text. */
export type AnycastServiceText = Described<AnycastServiceProps>;
