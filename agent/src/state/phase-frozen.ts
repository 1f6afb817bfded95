import type { MachineInput } from './seen';
import type { FreezingPhase, MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';
import { givenUp } from './withdrawal';

/** What is seen counts for nothing any more: nothing is moved, and no withdrawal is intended. */
export function freeze(state: MachineState<FreezingPhase>, input: MachineInput, why: string): Step {
  return move(state, { phase: 'FROZEN', from: givenUp(state) }, input, why);
}

/** FROZEN: waits until what is seen counts again, and goes back to where it was. */
export function frozen(state: MachineState<'FROZEN'>, input: MachineInput): Step {
  return input.frozen === undefined ? move(state, state.from, input, 'evidence is back') : { state };
}
