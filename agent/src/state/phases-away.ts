import { change, quietly } from './change';
import { failure, retryMs } from './failure';
import { holdDownMs, isFlapping } from './hold-down';
import type { MachineInput, MachinePolicy, MachineState, Step } from './model';

/** DRAINING: upstream moves away while the site still serves what it can. */
export function draining(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  const { now, verdict } = input;
  if (mayReturn(state, input, policy)) return change(state, now, { phase: 'PROBATION', intendedAt: undefined }, 'healthy again');
  if (verdict.health !== 'failed') return quietly(state, { intendedAt: undefined });
  if (input.overloaded && !verdict.hard) {
    return change(
      state,
      now,
      { phase: 'HELD', intendedAt: undefined, retryAt: now + retryMs(input, policy) },
      'overloaded: absorbs what still comes',
    );
  }
  const isHard = state.hard || verdict.hard;
  if (!isHard && now - state.since < policy.drainMs) return { state };
  // The intention is told to other sites before they are looked at: of two that leave together at most one gets through.
  if (state.intendedAt === undefined) return quietly(state, { intendedAt: now });
  if (isHard && now - state.since < policy.hardDrainMs) return { state };
  return withdrawIfAllowed(state, input, policy, state.intendedAt);
}

/** HELD: drained, because a guard holds the withdrawal or the VIP flaps. */
export function held(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  const { now, verdict } = input;
  const flapping = isFlapping(state.failures, now, policy);
  if (!flapping && mayReturn(state, input, policy)) {
    return change(state, now, { phase: 'PROBATION', intendedAt: undefined, retryAt: undefined }, 'healthy again');
  }
  if (flapping || verdict.health !== 'failed' || (input.overloaded && !verdict.hard))
    return quietly(state, { intendedAt: undefined });
  if (state.intendedAt !== undefined) return withdrawIfAllowed(state, input, policy, state.intendedAt);
  if (now < (state.retryAt ?? now)) return { state };
  return quietly(state, { intendedAt: now });
}

/** DOWN: withdrawn. It returns after enough successes and the hold-down, with GSHUT first. */
export function down(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  if (!mayReturn(state, input, policy)) return { state };
  return change(state, input.now, { phase: 'PROBATION', route: 'drained' }, 'healthy again, announced with GSHUT');
}

/** PROBATION: announced with GSHUT; the full announcement follows when it is seen to be healthy and drained for a while. */
export function probation(state: MachineState, input: MachineInput, policy: MachinePolicy): Step {
  const { now, verdict, observed } = input;
  if (verdict.health === 'failed' && !(input.overloaded && !verdict.hard)) return failure(state, input, policy);
  if (verdict.health !== 'healthy' || (observed !== undefined && observed !== 'drained')) return quietly(state, { since: now });
  if (now - state.since < policy.verifyMs) return { state };
  return change(state, now, { phase: 'UP', route: 'announced', hard: false }, `healthy for ${policy.verifyMs} ms with GSHUT`);
}

function withdrawIfAllowed(state: MachineState, input: MachineInput, policy: MachinePolicy, intendedAt: number): Step {
  const { now, verdict } = input;
  const answer = input.guard(intendedAt);
  if (answer.answer === 'allow') {
    // The hold-down counts from here, however long the drain took.
    const holdDownUntil = Math.max(state.holdDownUntil, now + holdDownMs(state.failures.length, policy));
    const fields = { phase: 'DOWN', route: 'withdrawn', holdDownUntil, intendedAt: undefined, retryAt: undefined } as const;
    return change(state, now, fields, verdict.reason);
  }
  if (answer.answer === 'wait') return { state };
  const fields = { intendedAt: undefined, retryAt: now + retryMs(input, policy), heldBy: answer.guard };
  if (state.phase === 'HELD') return quietly(state, { ...fields, reason: `${verdict.reason}; ${answer.reason}` });
  return change(state, now, { ...fields, phase: 'HELD' }, `${verdict.reason}; ${answer.reason}`);
}

/** Rise slowly: enough successes, and the hold-down is over. */
function mayReturn(state: MachineState, { now, verdict }: MachineInput, { rise }: MachinePolicy): boolean {
  return verdict.health === 'healthy' && verdict.successes >= rise && now >= state.holdDownUntil;
}
