import { announced } from './phase-announced';
import { down } from './phase-down';
import { draining } from './phase-draining';
import { freeze, frozen } from './phase-frozen';
import { held } from './phase-held';
import { init } from './phase-init';
import { beginMaintenance, maintenance } from './phase-maintenance';
import { probation } from './phase-probation';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import type { Step } from './ways';

/**
 * One step of the state machine of a VIP: a pure function of the state, what is seen, and the time. It does nothing; the route of the
 * state (`routeOf`) is what the actuator is to bring about. A person comes first, a view that counts for nothing second, evidence last.
 */
export function step(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  switch (state.phase) {
    case 'MAINTENANCE':
      return maintenance(state, input, policy);
    case 'INIT':
      // Before the route is known there is nothing to change from.
      return input.maintenance !== undefined && input.observed !== undefined
        ? beginMaintenance(state, input)
        : init(state, input, policy);
    case 'FROZEN':
      return input.maintenance === undefined ? frozen(state, input) : beginMaintenance(state, input);
    default:
      if (input.maintenance !== undefined) return beginMaintenance(state, input);
      return input.frozen === undefined ? byEvidence(state, input, policy) : freeze(state, input, input.frozen);
  }
}

/** The step of a VIP whose endpoints decide. */
function byEvidence(
  state: Exclude<MachineState, { phase: 'INIT' | 'MAINTENANCE' | 'FROZEN' }>,
  input: MachineInput,
  policy: MachinePolicy,
): Step {
  switch (state.phase) {
    case 'UP':
    case 'SUSPECT':
    case 'OVERLOADED':
      return announced(state, input, policy);
    case 'DRAINING':
      return draining(state, input, policy);
    case 'HELD':
      return held(state, input, policy);
    case 'DOWN':
      return down(state, input, policy);
    case 'PROBATION':
      return probation(state, input, policy);
  }
}
