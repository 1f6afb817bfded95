import { absorbs } from './absorbs';
import { holdDownMs, mayReturn } from './hold-down';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';
import { askedAgain, givenUp, intendedAt, pursue } from './withdrawal';

/** DRAINING: upstream moves away while the site still serves what it can; the withdrawal follows. */
export function draining(state: MachineState<'DRAINING'>, input: MachineInput, policy: MachinePolicy): Step {
  const { verdict } = input;
  const { holdDownUntil } = state;
  if (mayReturn(state, input, policy)) return move(state, { phase: 'PROBATION' }, input, 'healthy again');
  if (verdict.health !== 'failed') return { state: givenUp(state) };
  if (absorbs(input)) {
    const to = { phase: 'HELD', holdDownUntil, by: 'overload', withdrawal: askedAgain(input, policy) } as const;
    return move(state, to, input, 'overloaded: absorbs what still comes');
  }
  const drainedMs = input.now - state.since;
  const isHard = state.hard || verdict.hard;
  if (!isHard && drainedMs < policy.drainMs) return { state };
  // Where it is hard, other sites are told at once, and looked at while it drains.
  if (isHard && intendedAt(state) !== undefined && drainedMs < policy.hardDrainMs) return { state };
  return pursue(state, input, {
    allowed: () => move(state, { phase: 'DOWN', holdDownUntil: fromHere(state, input, policy) }, input, verdict.reason),
    held: ({ guard, reason }) => {
      const to = { phase: 'HELD', holdDownUntil, by: guard, withdrawal: askedAgain(input, policy) } as const;
      return move(state, to, input, `${verdict.reason}; ${reason}`);
    },
  });
}

/** End of a hold-down that counts from the withdrawal, however long the drain took, monotonic ms. */
export function fromHere(
  { holdDownUntil, failures }: MachineState<'DRAINING' | 'HELD'>,
  { now }: MachineInput,
  policy: MachinePolicy,
): number {
  return Math.max(holdDownUntil, now + holdDownMs(failures.length, policy));
}
