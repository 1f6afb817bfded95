import { change } from './change';
import { holdDownMs, isFlapping, withFailure } from './hold-down';
import type { MachineInput, MachinePolicy, MachineState, Step } from './model';

/**
 * An announced VIP has failed. Hard failures are withdrawn at once if the guards allow it without a look at other sites and no drain was
 * asked for (`hardDrainMs`); everything else drains first, which moves traffic as fast and loses no site.
 */
export function failure(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  const { now, verdict } = input;
  const failures = withFailure(state.failures, now, policy);
  const fields = { failures, holdDownUntil: now + holdDownMs(failures.length, policy), hard: verdict.hard };
  if (isFlapping(failures, now, policy)) {
    const reason = `${failures.length} failures in ${Math.round(policy.flapWindowMs / 1000)} s: stays drained`;
    return change(
      state,
      now,
      { ...fields, phase: 'HELD', heldBy: undefined, route: drainedAtLeast(state), retryAt: undefined },
      reason,
    );
  }
  const answer = verdict.hard ? input.guard(now) : { answer: 'wait' as const };
  if (answer.answer === 'allow' && policy.hardDrainMs === 0)
    return change(state, now, { ...fields, phase: 'DOWN', route: 'withdrawn' }, verdict.reason);
  if (answer.answer === 'hold') {
    const retryAt = now + retryMs(input, policy);
    return change(
      state,
      now,
      { ...fields, phase: 'HELD', heldBy: answer.guard, route: drainedAtLeast(state), retryAt },
      `${verdict.reason}; ${answer.reason}`,
    );
  }
  const intendedAt = verdict.hard ? now : undefined;
  return change(state, now, { ...fields, phase: 'DRAINING', route: drainedAtLeast(state), intendedAt }, verdict.reason);
}

/** A route that is drained, unless it is withdrawn already. */
export function drainedAtLeast({ route }: MachineState): 'drained' | 'withdrawn' {
  return route === 'withdrawn' ? 'withdrawn' : 'drained';
}

/** How long a held VIP waits until it asks again, ms: the random part lets sites that hold each other up take turns. */
export function retryMs({ random }: MachineInput, { tieBreakMs }: MachinePolicy): number {
  return steadyRetryMs + random * tieBreakMs;
}

/** Between two questions to the guards, ms. */
const steadyRetryMs = 200;
