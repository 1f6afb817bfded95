import { holdDownMs, isFlapping, withFailure } from './hold-down';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';
import { askedAgain, notIntended } from './withdrawal';

/**
 * An announced VIP has failed. Hard failures are withdrawn at once if the guards allow it without a look at other sites and no drain was
 * asked for (`hardDrainMs`); everything else drains first, which moves traffic as fast and loses no site.
 */
export function failure(
  state: MachineState<'INIT' | 'UP' | 'SUSPECT' | 'OVERLOADED' | 'PROBATION'>,
  input: MachineInput,
  policy: MachinePolicy,
): Step {
  const { now, verdict } = input;
  const failures = withFailure(state.failures, now, policy);
  const holdDownUntil = now + holdDownMs(failures.length, policy);
  if (isFlapping(failures, now, policy)) {
    const reason = `${failures.length} failures in ${Math.round(policy.flapWindowMs / 1000)} s: stays drained`;
    const to = { phase: 'HELD', holdDownUntil, by: 'flapping', withdrawal: notIntended } as const;
    return move(state, to, input, reason, failures);
  }
  const answer = verdict.hard ? input.guard(now) : undefined;
  if (answer?.answer === 'allow' && policy.hardDrainMs === 0)
    return move(state, { phase: 'DOWN', holdDownUntil }, input, verdict.reason, failures);
  if (answer?.answer === 'hold') {
    const to = { phase: 'HELD', holdDownUntil, by: answer.guard, withdrawal: askedAgain(input, policy) } as const;
    return move(state, to, input, `${verdict.reason}; ${answer.reason}`, failures);
  }
  const { hard } = verdict;
  const to = { phase: 'DRAINING', holdDownUntil, hard, withdrawal: hard ? { intendedAt: now } : notIntended } as const;
  return move(state, to, input, verdict.reason, failures);
}
