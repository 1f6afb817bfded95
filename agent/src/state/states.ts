import type { Phase } from 'anycast-mec/contract';
import type { GuardName } from './seen';

/**
 * A withdrawal that may follow: intended since a time, from which on other sites are told not to count on this one; or not intended, and
 * not to be before a time.
 */
export type Withdrawal = { readonly intendedAt: number } | { readonly notBefore: number };

/** The VIP is away, or about to be. */
interface Away {
  /** Earliest return, monotonic ms. */
  readonly holdDownUntil: number;
}

/** The VIP is drained, and may be withdrawn from here. */
interface Leaving extends Away {
  readonly withdrawal: Withdrawal;
}

/** What each phase knows besides what all know. */
interface Knowledge {
  /** The route has not been seen yet. */
  INIT: unknown;
  /** Announced, and healthy when last seen. */
  UP: unknown;
  /** Announced, with failures too few to count. */
  SUSPECT: unknown;
  /** Announced: it absorbs the load. */
  OVERLOADED: unknown;
  /** Upstream moves away while the site still serves what it can. `hard`: the failure that led here was hard. */
  DRAINING: Leaving & { readonly hard: boolean };
  /** Drained, and not withdrawn: a guard holds it, it flaps, or it absorbs what still comes. */
  HELD: Leaving & { readonly by: GuardName | 'flapping' | 'overload' };
  /** Withdrawn. */
  DOWN: Away;
  /** Announced with GSHUT; the full announcement follows when it is seen to be healthy for a while. */
  PROBATION: unknown;
  /** A person asked for it. */
  MAINTENANCE: Leaving & { readonly route: 'drained' | 'withdrawn' };
  /** What is seen counts for nothing; `from`: the state that it goes back to. */
  FROZEN: { readonly from: MachineState<FreezingPhase> };
}

/** Phases in which evidence decides, so that a frozen view matters. */
export type FreezingPhase = Exclude<Phase, 'INIT' | 'MAINTENANCE' | 'FROZEN'>;

/** Phases from which the VIP may be withdrawn after its drain. */
export type LeavingPhase = 'DRAINING' | 'HELD' | 'MAINTENANCE';

/** Where a VIP stands: a phase, with what exists in that phase only. */
export type Place<P extends Phase = Phase> = { [Q in P]: { readonly phase: Q } & Knowledge[Q] }[P];

/** What is known in every phase. */
export interface Standing {
  /** When the phase began, monotonic ms. */
  readonly since: number;
  /** Why it is where it is. */
  readonly reason: string;
  /** When the failures of the flap window began, monotonic ms. */
  readonly failures: readonly number[];
}

/** State of one VIP at one site, or at one host. Plain data. */
export type MachineState<P extends Phase = Phase> = Place<P> & Standing;

/** The state in which every machine begins: it changes nothing. */
export function initialState(now: number): MachineState {
  return { phase: 'INIT', since: now, reason: 'started', failures: [] };
}
