import type { Phase } from 'anycast-mec/contract';
import { change } from './change';
import { failure } from './failure';
import type { MachineInput, MachinePolicy, MachineState, Step } from './model';

/** UP, SUSPECT, OVERLOADED: the route is announced. */
export function announcing(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  const { now, verdict, overloaded } = input;
  // A dead process absorbs nothing; one that answers 429 does, and withdrawing it would move the load on.
  if (verdict.health === 'failed' && !(overloaded && !verdict.hard)) return failure(state, input, policy);
  const phase = phaseOf(state, input);
  if (phase === state.phase) return { state };
  const reason = overloaded ? `overloaded, absorbs; ${verdict.reason}` : verdict.reason;
  return change(state, now, { phase }, reason);
}

function phaseOf(state: MachineState, { verdict, overloaded }: MachineInput): Phase {
  if (overloaded) return 'OVERLOADED';
  if (verdict.health === 'healthy') return 'UP';
  if (verdict.health === 'suspect') return 'SUSPECT';
  return state.phase === 'INIT' ? 'UP' : state.phase;
}
