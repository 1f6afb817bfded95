import type { MachineInput, MachinePolicy } from './seen';
import type { MachineState } from './states';

/** The failures that still count, and this one. */
export function withFailure(failures: readonly number[], now: number, { flapWindowMs }: MachinePolicy): number[] {
  return [...failures.filter((at) => now - at < flapWindowMs), now];
}

/** Shortest absence after this many failures in the window, ms: doubles with each. */
export function holdDownMs(failures: number, { holdDownMs: base, holdDownMaxMs }: MachinePolicy): number {
  return Math.min(holdDownMaxMs, base * 2 ** Math.max(0, failures - 1));
}

/** Whether so many failures are flapping: the VIP then stays drained until enough of them are forgotten. */
export function isFlapping(failures: readonly number[], now: number, { flapWindowMs, maxFailures }: MachinePolicy): boolean {
  return failures.filter((at) => now - at < flapWindowMs).length > maxFailures;
}

/** Until when the VIP stays away, monotonic ms; undefined: it is not away. */
export function heldDownUntil(state: MachineState): number | undefined {
  const place = state.phase === 'FROZEN' ? state.from : state;
  return 'holdDownUntil' in place ? place.holdDownUntil : undefined;
}

/** Rises slowly: enough successes that count as evidence, and the hold-down is over. */
export function mayReturn(
  { holdDownUntil }: { readonly holdDownUntil: number },
  { now, verdict, frozen }: MachineInput,
  { rise }: MachinePolicy,
): boolean {
  return frozen === undefined && verdict.health === 'healthy' && verdict.successes >= rise && now >= holdDownUntil;
}
