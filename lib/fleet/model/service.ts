import type { Family } from '../addresses/address';
import type { Prefix } from '../addresses/prefix';
import type { HealthDescription } from '../description/health';
import type { ServiceDescription } from '../description/service';

/** An address pool of VIPs. */
export interface Pool {
  readonly name: string;
  readonly path: string;
  readonly blocks: readonly PoolBlock[];
}

/** One entry of a pool: a prefix or a range. */
export interface PoolBlock {
  readonly path: string;
  /** As the operator wrote it. */
  readonly text: string;
  readonly family: Family;
  /** Number of the first address. */
  readonly first: bigint;
  /** Number of the last address; smaller than `first` in a reversed range, which a rule refuses. */
  readonly last: bigint;
  /** Absent for a range. */
  readonly prefix?: Prefix;
}

/** A virtual address announced from several sites. */
export interface Vip {
  readonly family: Family;
  /** Canonical text. */
  readonly address: string;
  readonly path: string;
}

/** What a health check asks. */
export type HealthKind = 'http' | 'grpc' | 'tls' | 'tcp' | 'quic' | 'dns' | 'udp';

/** One port at the VIPs of a service. */
export interface ServicePort {
  /** Of the port in Kubernetes, an IANA service name. */
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  /** Port of the pods. */
  readonly targetPort: number;
  /** A health of its own; absent: the service's. */
  readonly health?: HealthDescription;
  readonly path: string;
}

/** What is asked of every endpoint of a service, which serves if it answers all of it. */
export interface HealthCheck {
  readonly name: string;
  readonly kind: HealthKind;
  /** Port of the pods that is asked; undefined where none speaks its protocol, which a rule refuses. */
  readonly port: number | undefined;
  /** The ports at the VIP that it speaks for. */
  readonly sees: readonly ServicePort[];
  /** What is asked and how often, with the timing of the service where there is no other. */
  readonly health: HealthDescription;
  readonly path: string;
}

/** An anycast service. */
export interface Service {
  readonly name: string;
  readonly path: string;
  readonly vips: readonly Vip[];
  readonly ports: readonly ServicePort[];
  /** The first is the health probe of the failover agent, the others its further checks. */
  readonly checks: readonly HealthCheck[];
  /** Names of the sites that serve it. */
  readonly siteNames: readonly string[];
  /** What the operator wrote: workload, health, rate limit. */
  readonly description: ServiceDescription;
}
