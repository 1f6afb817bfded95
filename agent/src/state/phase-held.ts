import { mustLeave } from './absorbs';
import { isFlapping, mayReturn } from './hold-down';
import { fromHere } from './phase-draining';
import { guardNames } from './seen';
import type { GuardName, MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';
import { askedAgain, givenUp, pursue } from './withdrawal';

/** HELD: drained, and not withdrawn. The guards are asked again and again, but not while it flaps or absorbs. */
export function held(state: MachineState<'HELD'>, input: MachineInput, policy: MachinePolicy): Step {
  const { verdict } = input;
  const flaps = isFlapping(state.failures, input.now, policy);
  if (!flaps && mayReturn(state, input, policy)) return move(state, { phase: 'PROBATION' }, input, 'healthy again');
  if (flaps || !mustLeave(input)) return { state: givenUp(state) };
  return pursue(state, input, {
    allowed: () => move(state, { phase: 'DOWN', holdDownUntil: fromHere(state, input, policy) }, input, verdict.reason),
    held: ({ guard, reason }) => ({
      state: { ...state, by: guard, withdrawal: askedAgain(input, policy), reason: `${verdict.reason}; ${reason}` },
    }),
  });
}

/** The guard that holds the withdrawal of a VIP, also while its view is frozen; undefined: none does. */
export function guardThatHolds(state: MachineState): GuardName | undefined {
  const place = state.phase === 'FROZEN' ? state.from : state;
  return place.phase === 'HELD' ? guardNames.find((name) => name === place.by) : undefined;
}
