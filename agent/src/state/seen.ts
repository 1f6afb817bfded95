import type { MoveTiming, Route } from 'anycast-mec/contract';

/** Names of the guards, for metrics. */
export const guardNames = ['action-rate', 'last-host', 'last-site', 'maximum-share'] as const;
/** See {@link guardNames}. */
export type GuardName = (typeof guardNames)[number];

/** What the endpoints of a VIP say together. */
export interface Verdict {
  readonly health: 'healthy' | 'suspect' | 'failed' | 'unknown';
  /** Whether the failure is hard: refused, reset, closed. */
  readonly hard: boolean;
  /** Successes in a row of the endpoints that are needed. */
  readonly successes: number;
  /** Such as `2 of 2 endpoints refused`. */
  readonly reason: string;
}

/** A guard that does not allow a withdrawal, and why. */
interface Refusal {
  readonly guard: GuardName;
  readonly reason: string;
}

/** The withdrawal is not to happen: ask again later. */
export type GuardHold = Refusal & { readonly answer: 'hold' };

/** Whether a withdrawal may happen now; `wait`: the guard knows soon. */
export type GuardAnswer = { readonly answer: 'allow' } | (Refusal & { readonly answer: 'wait' }) | GuardHold;

/** Everything that one step of the machine sees. */
export interface MachineInput {
  /** Monotonic time, ms. */
  readonly now: number;
  readonly verdict: Verdict;
  /** The application answers, and the limiter rejects. */
  readonly overloaded: boolean;
  /** Why nothing that is seen counts as evidence; absent: it counts. */
  readonly frozen?: string;
  /** What a person asked for. */
  readonly maintenance?: 'drain' | 'withdrawn';
  /** The route as it is seen; absent: not seen yet. */
  readonly observed?: Route;
  /** Asks the guards about a withdrawal that was intended at this time. */
  readonly guard: (intendedAt: number) => GuardAnswer;
  /** Random number from 0 to below 1, for tie-breaks. */
  readonly random: number;
}

/** How the machine moves. */
export interface MachinePolicy extends MoveTiming {
  readonly rise: number;
  readonly tieBreakMs: number;
}
