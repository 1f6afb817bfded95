import type { Phase, Route } from 'anycast-mec/contract';
import { routeOf } from './routes';
import type { MachineInput } from './seen';
import type { MachineState, Place } from './states';

/** The ways out of each phase. A step that takes another one does not compile. */
export const ways = {
  INIT: ['UP', 'SUSPECT', 'OVERLOADED', 'DRAINING', 'HELD', 'DOWN', 'MAINTENANCE'],
  UP: ['SUSPECT', 'OVERLOADED', 'DRAINING', 'HELD', 'DOWN', 'MAINTENANCE', 'FROZEN'],
  SUSPECT: ['UP', 'OVERLOADED', 'DRAINING', 'HELD', 'DOWN', 'MAINTENANCE', 'FROZEN'],
  OVERLOADED: ['UP', 'SUSPECT', 'DRAINING', 'HELD', 'DOWN', 'MAINTENANCE', 'FROZEN'],
  DRAINING: ['PROBATION', 'HELD', 'DOWN', 'MAINTENANCE', 'FROZEN'],
  HELD: ['PROBATION', 'DOWN', 'MAINTENANCE', 'FROZEN'],
  DOWN: ['PROBATION', 'MAINTENANCE', 'FROZEN'],
  PROBATION: ['UP', 'DRAINING', 'HELD', 'DOWN', 'MAINTENANCE', 'FROZEN'],
  // To itself: from drained to withdrawn.
  MAINTENANCE: ['PROBATION', 'DRAINING', 'DOWN', 'MAINTENANCE'],
  FROZEN: ['UP', 'SUSPECT', 'OVERLOADED', 'DRAINING', 'HELD', 'DOWN', 'PROBATION', 'MAINTENANCE'],
} as const satisfies Readonly<Record<Phase, readonly Phase[]>>;

/** Where a phase may lead to. */
type Next<P extends Phase> = (typeof ways)[P][number];

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
  /** Absent: it stays where it is. */
  readonly transition?: Transition;
}

/** Goes to another place, since now, for a reason. @param failures those that are remembered from now on; default: the same as before */
export function move<S extends MachineState>(
  state: S,
  to: Place & { readonly phase: Next<S['phase']> },
  { now, observed }: Pick<MachineInput, 'now' | 'observed'>,
  reason: string,
  failures = state.failures,
): Step {
  // Whoever begins goes on from what it finds.
  const before = state.phase === 'INIT' && observed !== undefined ? observed : routeOf(state);
  return {
    state: { ...to, since: now, reason, failures },
    transition: { from: state.phase, to: to.phase, before, after: routeOf(to), reason },
  };
}
