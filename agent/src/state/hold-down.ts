import type { MachinePolicy } from './model';

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
