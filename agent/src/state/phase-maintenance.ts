import { heldDownUntil, mayReturn } from './hold-down';
import { routeOf } from './routes';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';
import { askedAgain, givenUp, notIntended, pursue } from './withdrawal';

/** A person asks for maintenance: drained at once, or as withdrawn as it is. */
export function beginMaintenance(state: Exclude<MachineState, { phase: 'MAINTENANCE' }>, input: MachineInput): Step {
  const found = state.phase === 'INIT' ? input.observed : routeOf(state);
  const to = {
    phase: 'MAINTENANCE',
    route: found === 'withdrawn' ? 'withdrawn' : 'drained',
    holdDownUntil: heldDownUntil(state) ?? input.now,
    withdrawal: notIntended,
  } as const;
  return move(state, to, input, `maintenance (${input.maintenance}) was asked for`);
}

/** MAINTENANCE: withdrawn after the drain if that was asked, and if the guards allow it. */
export function maintenance(state: MachineState<'MAINTENANCE'>, input: MachineInput, policy: MachinePolicy): Step {
  const { now, maintenance: wanted } = input;
  if (wanted === undefined) return endMaintenance(state, input, policy);
  if (wanted === 'drain') return { state: givenUp(state) };
  if (state.route === 'withdrawn' || now - state.since < policy.drainMs) return { state };
  return pursue(state, input, {
    allowed: () => {
      const holdDownUntil = Math.max(state.holdDownUntil, now + policy.holdDownMs);
      const to = { phase: 'MAINTENANCE', route: 'withdrawn', holdDownUntil, withdrawal: notIntended } as const;
      return move(state, to, input, 'maintenance: withdrawn after the drain');
    },
    held: ({ reason }) => ({
      state: { ...state, withdrawal: askedAgain(input, policy), reason: `maintenance; ${reason}` },
    }),
  });
}

function endMaintenance(state: MachineState<'MAINTENANCE'>, input: MachineInput, policy: MachinePolicy): Step {
  const { holdDownUntil } = state;
  const over = 'maintenance is over';
  if (state.route === 'withdrawn') return move(state, { phase: 'DOWN', holdDownUntil }, input, over);
  if (mayReturn(state, input, policy)) return move(state, { phase: 'PROBATION' }, input, over);
  return move(state, { phase: 'DRAINING', holdDownUntil, hard: false, withdrawal: notIntended }, input, over);
}
