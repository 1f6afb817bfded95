import { mustLeave } from './absorbs';
import { failure } from './failure';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';

/** PROBATION: announced with GSHUT; the full announcement follows when it is seen to be healthy and drained for a while. */
export function probation(state: MachineState<'PROBATION'>, input: MachineInput, policy: MachinePolicy): Step {
  const { now, verdict, observed } = input;
  if (mustLeave(input)) return failure(state, input, policy);
  const isSeenDrained = observed === undefined || observed === 'drained';
  if (verdict.health !== 'healthy' || !isSeenDrained) return { state: { ...state, since: now } };
  if (now - state.since < policy.verifyMs) return { state };
  return move(state, { phase: 'UP' }, input, `healthy for ${policy.verifyMs} ms with GSHUT`);
}
