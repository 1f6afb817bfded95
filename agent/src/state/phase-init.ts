import { announced } from './phase-announced';
import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';
import { move } from './ways';
import type { Step } from './ways';
import { notIntended } from './withdrawal';

/** INIT: adopts what it finds, so that a restart changes nothing that is announced. */
export function init(state: MachineState<'INIT'>, input: MachineInput, policy: MachinePolicy): Step {
  const { observed, verdict } = input;
  const holdDownUntil = input.now + policy.holdDownMs;
  if (observed === undefined) return { state };
  if (observed === 'withdrawn') return move(state, { phase: 'DOWN', holdDownUntil }, input, 'found withdrawn');
  if (observed === 'drained') {
    const to = { phase: 'DRAINING', holdDownUntil, hard: verdict.hard, withdrawal: notIntended } as const;
    return move(state, to, input, 'found drained');
  }
  if (verdict.health === 'healthy') return move(state, { phase: 'UP' }, input, 'found announced and healthy');
  // Failed and suspect endpoints have been seen to fail often enough by then: the ordinary rules decide.
  return verdict.health === 'unknown' || input.frozen !== undefined ? { state } : announced(state, input, policy);
}
