import { mayReturn } from './hold-down';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';

/** DOWN: withdrawn. It returns after enough successes and the hold-down, with GSHUT first. */
export function down(state: MachineState<'DOWN'>, input: MachineInput, policy: MachinePolicy): Step {
  if (!mayReturn(state, input, policy)) return { state };
  return move(state, { phase: 'PROBATION' }, input, 'healthy again, announced with GSHUT');
}
