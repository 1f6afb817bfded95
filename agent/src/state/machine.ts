import { announcing } from './phases-announced';
import { draining, down, held, probation } from './phases-away';
import { change } from './change';
import { maintenance } from './phase-maintenance';
import type { MachineInput, MachinePolicy, MachineState, Step } from './model';

/** Phases that a frozen view does not touch: nothing is decided in them, or a person decides. */
const neverFrozen = ['INIT', 'MAINTENANCE', 'FROZEN'];

/**
 * One step of the state machine of a VIP: a pure function of the state, what is seen, and the time. It does nothing; its
 * {@link MachineState.route} is what the actuator is to bring about.
 */
export function step(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  if (input.maintenance !== undefined || state.phase === 'MAINTENANCE') {
    // Before the route is known there is nothing to change from.
    if (state.phase !== 'INIT' || input.observed !== undefined) return maintenance(state, input, policy);
  }
  if (input.frozen !== undefined && !neverFrozen.includes(state.phase)) {
    return change(state, input.now, { phase: 'FROZEN', frozenFrom: state.phase, intendedAt: undefined }, input.frozen);
  }
  switch (state.phase) {
    case 'INIT':
      return init(state, input, policy);
    case 'FROZEN':
      return frozen(state, input);
    case 'UP':
    case 'SUSPECT':
    case 'OVERLOADED':
      return announcing(state, input, policy);
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

/** Adopts what it finds: a restart changes nothing that is announced. */
function init(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  const { now, observed, verdict } = input;
  if (observed === undefined) return { state };
  const adopted = { ...state, route: observed };
  if (observed === 'withdrawn') {
    return change(adopted, now, { phase: 'DOWN', holdDownUntil: now + policy.holdDownMs }, 'found withdrawn');
  }
  if (observed === 'drained') {
    const fields = { phase: 'DRAINING', hard: verdict.hard, holdDownUntil: now + policy.holdDownMs } as const;
    return change(adopted, now, fields, 'found drained');
  }
  if (verdict.health === 'healthy') return change(adopted, now, { phase: 'UP' }, 'found announced and healthy');
  // Failed and suspect endpoints have been seen to fail often enough by then: the ordinary rules decide.
  if (verdict.health !== 'unknown' && input.frozen === undefined) return announcing(adopted, input, policy);
  return { state: adopted };
}

function frozen(state: MachineState, { now, frozen: reason }: MachineInput): Step {
  if (reason !== undefined) return { state };
  return change(state, now, { phase: state.frozenFrom ?? 'UP', frozenFrom: undefined }, 'evidence is back');
}
