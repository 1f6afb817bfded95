import { mustLeave } from './absorbs';
import { failure } from './failure';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';

/** Phases with an announced route. */
type Announced = 'INIT' | 'UP' | 'SUSPECT' | 'OVERLOADED';

/** UP, SUSPECT, OVERLOADED, and INIT once the route was found announced: it stays announced, or has failed. */
export function announced(state: MachineState<Announced>, input: MachineInput, policy: MachinePolicy): Step {
  if (mustLeave(input)) return failure(state, input, policy);
  const { verdict, overloaded } = input;
  const phase = phaseOf(state, input);
  if (phase === state.phase) return { state };
  return move(state, { phase }, input, overloaded ? `overloaded, absorbs; ${verdict.reason}` : verdict.reason);
}

function phaseOf({ phase }: MachineState<Announced>, { verdict, overloaded }: MachineInput): Exclude<Announced, 'INIT'> {
  if (overloaded) return 'OVERLOADED';
  if (verdict.health === 'healthy') return 'UP';
  if (verdict.health === 'suspect') return 'SUSPECT';
  return phase === 'INIT' ? 'UP' : phase;
}
