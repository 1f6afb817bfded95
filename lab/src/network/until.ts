import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `differences` finds none.
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
  const end = Date.now() + withinMs;
  for (;;) {
    const left = await differences();
    if (!left.length) return;
    if (Date.now() > end) throw new Error(`${what}: still not so after ${withinMs} ms:\n  ${left.join('\n  ')}`);
    await pause(everyMs);
  }
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
  const end = Date.now() + forMs;
  while (Date.now() < end) {
    const found = await violations();
    if (found.length) throw new Error(`${what} after all:\n  ${found.join('\n  ')}`);
    await pause(100);
  }
}
