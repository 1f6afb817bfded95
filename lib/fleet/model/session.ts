import type { Family } from '../addresses/address';
import type { SecretDescription } from '../description/scalars';

/** A reference to a secret, see `secretSchema`. Router files resolve it when they are rendered. */
export type SecretReference = SecretDescription;

/** BGP timers, in milliseconds. */
export interface Timers {
  readonly holdMs: number;
  readonly keepaliveMs: number;
}

/** BFD timers of one session; absent where BFD is off. */
export interface Bfd {
  /** Transmit and receive interval, ms. */
  readonly intervalMs: number;
  readonly multiplier: number;
}

/** Detection time of BFD (RFC 5880 section 6.8.4), ms. */
export function detectionMs(bfd: Bfd): number {
  return bfd.intervalMs * bfd.multiplier;
}

/** What a session joins: a border with a host, the borders of one site, a border with a PE, routers of one network, networks at an exchange. */
export type SessionKind = 'host' | 'border' | 'uplink' | 'ibgp' | 'exchange';

/** One end of a BGP session. */
export interface SessionEnd {
  /** Full name of the router or host: `mec-1/border-1`, `mec-1/host-1`, `isp-x/pe-1`. */
  readonly router: string;
  readonly address: string;
  readonly as: number;
}

/** One BGP session of one address family, derived. */
export interface Session {
  readonly kind: SessionKind;
  readonly family: Family;
  readonly ends: readonly [SessionEnd, SessionEnd];
  readonly timers: Timers;
  readonly bfd?: Bfd;
  /** Whether TCP-MD5 (RFC 2385) is asked for. */
  readonly password: boolean;
  /** Whether GTSM (RFC 5082) is on. */
  readonly gtsm: boolean;
}
