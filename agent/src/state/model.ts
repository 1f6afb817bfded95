import type { MoveTiming, Phase, Route } from 'anycast-mec/contract';

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

/** Whether a withdrawal may happen now. */
export type GuardAnswer =
  { readonly answer: 'allow' } | { readonly answer: 'wait' | 'hold'; readonly guard: GuardName; readonly reason: string };

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

/** State of one VIP at one site, or at one host. Plain data. */
export interface MachineState {
  readonly phase: Phase;
  /** The route that is wanted. */
  readonly route: Route;
  /** When the phase began, ms. */
  readonly since: number;
  /** Why it is where it is. */
  readonly reason: string;
  /** When the failures of the flap window began. */
  readonly failures: readonly number[];
  /** Earliest full announcement, ms. */
  readonly holdDownUntil: number;
  /** When a withdrawal was intended: from then on other sites are told not to count on this one. */
  readonly intendedAt?: number;
  /** HELD: when the guards are asked again. */
  readonly retryAt?: number;
  /** HELD: the guard that holds the withdrawal; absent: it is held for another reason. */
  readonly heldBy?: GuardName;
  /** HELD, DRAINING: whether the failure that led here was hard. */
  readonly hard: boolean;
  /** FROZEN: where it goes back to. */
  readonly frozenFrom?: Phase;
}

/** One change of phase or of the wanted route. */
export interface Transition {
  readonly from: Phase;
  readonly to: Phase;
  readonly before: Route;
  readonly after: Route;
  readonly reason: string;
}

/** What a step gives. */
export interface Step {
  readonly state: MachineState;
  readonly transition?: Transition;
}

/** The state in which every machine begins: it changes nothing. */
export function initialState(now: number): MachineState {
  return { phase: 'INIT', route: 'announced', since: now, reason: 'started', failures: [], holdDownUntil: now, hard: false };
}
