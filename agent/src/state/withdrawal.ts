import type { GuardHold, MachineInput, MachinePolicy } from './seen';
import type { LeavingPhase, MachineState, Withdrawal } from './states';
import type { Step } from './ways';

/** Between two questions to the guards, ms. */
const steadyRetryMs = 200;

/** A withdrawal that nobody intends yet, and that nothing delays. */
export const notIntended: Withdrawal = { notBefore: -Infinity };

/** A withdrawal that waits until the guards are asked again: the random part lets sites that hold each other up take turns. */
export function askedAgain({ now, random }: MachineInput, { tieBreakMs }: MachinePolicy): Withdrawal {
  return { notBefore: now + steadyRetryMs + random * tieBreakMs };
}

/** Since when a withdrawal is intended, monotonic ms; undefined: none is. */
export function intendedAt(state: MachineState): number | undefined {
  return 'withdrawal' in state && 'intendedAt' in state.withdrawal ? state.withdrawal.intendedAt : undefined;
}

/** Gives an intention up: it may be taken again at once. */
export function givenUp<S extends MachineState>(state: S): S {
  return intendedAt(state) === undefined ? state : { ...state, withdrawal: notIntended };
}

/**
 * Goes on with a withdrawal. First it is intended, which is told to other sites before they are looked at: of two that leave together at
 * most one gets through. Then the guards are asked at every step, until they allow it or hold it.
 */
export function pursue(
  state: MachineState<LeavingPhase>,
  { now, guard }: MachineInput,
  then: { readonly allowed: () => Step; readonly held: (hold: GuardHold) => Step },
): Step {
  const { withdrawal } = state;
  if ('notBefore' in withdrawal)
    return { state: now < withdrawal.notBefore ? state : { ...state, withdrawal: { intendedAt: now } } };
  const answer = guard(withdrawal.intendedAt);
  if (answer.answer === 'wait') return { state };
  return answer.answer === 'allow' ? then.allowed() : then.held(answer);
}
