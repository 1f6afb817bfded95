/**
 * A clock of the test's own for timers and `performance.now()` of the code under test. Sockets stay real: what is on its way inside of this
 * machine arrives between two steps.
 */
export function useFakeClock(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask'] });
}

/** Time passes, 5 ms at once. */
export async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5) {
    await jest.advanceTimersByTimeAsync(Math.min(5, left));
    await arrival();
  }
}

/** Time passes until something holds. @returns how long it took, ms @throws Error after `most` ms */
export async function passUntil(what: string, holds: () => boolean, most = 60_000): Promise<number> {
  const begun = performance.now();
  while (!holds()) {
    if (performance.now() - begun > most) throw new Error(`after ${most} ms not yet: ${what}`);
    await pass(5);
  }
  return performance.now() - begun;
}

/** Looks at sockets so often that a request is connected, sent, answered and closed meanwhile. */
export async function arrival(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((looked) => setImmediate(looked));
}
