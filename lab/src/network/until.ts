import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks again and again until it is so, or the time is over: the one place of the lab that keeps a deadline, by the monotonic clock, since the
 * wall clock may be set.
 *
 * @param withinMs longest wait, ms; it is looked once at least
 * @param everyMs pause between two looks, ms. @default 150
 * @returns what was seen last
 */
export async function lookUntil<T>(
  withinMs: number,
  look: () => Promise<T>,
  isSo: (seen: T) => boolean,
  everyMs = 150,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (isSo(seen) || performance.now() >= end) return seen;
    await pause(everyMs);
  }
}

/** Waits until `differences` finds none, or the time is over: what is left then. Parameters as {@link lookUntil}. */
export function leftAfter(
  withinMs: number,
  differences: () => Promise<readonly string[]>,
  everyMs?: number,
): Promise<readonly string[]> {
  return lookUntil(withinMs, differences, (left) => left.length === 0, everyMs);
}

/**
 * Waits until `differences` finds none; what it throws ends the wait.
 *
 * @param what what is waited for, for the error
 * @param everyMs pause between two looks, ms. @default 150
 * @throws Error with the differences that are left after `withinMs`
 */
export async function until(
  what: string,
  withinMs: number,
  differences: () => Promise<readonly string[]>,
  everyMs = 150,
): Promise<void> {
  const left = await leftAfter(withinMs, differences, everyMs);
  if (left.length) throw new Error(`${what}: still not so after ${withinMs} ms:\n  ${left.join('\n  ')}`);
}

/** What is in one list and not in the other, as lines. */
export function differenceOf(what: string, expected: Iterable<string>, seen: Iterable<string>): string[] {
  const wanted = new Set(expected);
  const got = new Set(seen);
  return [
    ...[...wanted].filter((entry) => !got.has(entry)).map((entry) => `${what}: missing ${entry}`),
    ...[...got].filter((entry) => !wanted.has(entry)).map((entry) => `${what}: not expected ${entry}`),
  ];
}

/**
 * Watches that something does not happen.
 *
 * @throws Error as soon as `violations` finds any within `forMs`
 */
export async function never(what: string, forMs: number, violations: () => Promise<readonly string[]>): Promise<void> {
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    const found = await violations();
    if (found.length) throw new Error(`${what} after all:\n  ${found.join('\n  ')}`);
    await pause(100);
  }
}
