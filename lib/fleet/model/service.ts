import type { Family } from '../addresses/address';
import type { Prefix } from '../addresses/prefix';
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

/** An anycast service. */
export interface Service {
  readonly name: string;
  readonly path: string;
  readonly vips: readonly Vip[];
  /** Names of the sites that serve it. */
  readonly siteNames: readonly string[];
  /** What the operator wrote: workload, health, rate limit. */
  readonly description: ServiceDescription;
}
