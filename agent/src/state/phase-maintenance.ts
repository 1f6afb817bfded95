import { change, quietly } from './change';
import { drainedAtLeast, retryMs } from './failure';
import type { MachineInput, MachinePolicy, MachineState, Step } from './model';

/** MAINTENANCE: a person asked for it. Drained at once; withdrawn after the drain if asked, and if the guards allow it. */
export function maintenance(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  const { now, maintenance: wanted } = input;
  if (state.phase !== 'MAINTENANCE') {
    const found = state.phase === 'INIT' && input.observed !== undefined ? { ...state, route: input.observed } : state;
    const fields = {
      phase: 'MAINTENANCE',
      route: drainedAtLeast(found),
      intendedAt: undefined,
      retryAt: undefined,
      frozenFrom: undefined,
    } as const;
    return change(found, now, fields, `maintenance (${wanted ?? 'drain'}) was asked for`);
  }
  if (wanted === undefined) return end(state, input, policy);
  if (wanted === 'drain' || state.route === 'withdrawn' || now - state.since < policy.drainMs) {
    return wanted === 'drain' ? quietly(state, { intendedAt: undefined }) : { state };
  }
  if (state.intendedAt === undefined) return now < (state.retryAt ?? now) ? { state } : quietly(state, { intendedAt: now });
  const answer = input.guard(state.intendedAt);
  if (answer.answer === 'wait') return { state };
  if (answer.answer === 'hold')
    return quietly(state, {
      intendedAt: undefined,
      retryAt: now + retryMs(input, policy),
      reason: `maintenance; ${answer.reason}`,
    });
  const holdDownUntil = Math.max(state.holdDownUntil, now + policy.holdDownMs);
  return change(
    state,
    now,
    { route: 'withdrawn', holdDownUntil, intendedAt: undefined },
    'maintenance: withdrawn after the drain',
  );
}

function end(state: MachineState, { now, verdict, frozen }: MachineInput, { rise }: MachinePolicy): Step {
  const over = 'maintenance is over';
  if (state.route === 'withdrawn') return change(state, now, { phase: 'DOWN', intendedAt: undefined }, over);
  const isWell = verdict.health === 'healthy' && verdict.successes >= rise && frozen === undefined;
  const phase = isWell && now >= state.holdDownUntil ? 'PROBATION' : 'DRAINING';
  return change(state, now, { phase, intendedAt: undefined, hard: false }, over);
}
