import { setTimeout as pause } from 'node:timers/promises';
import type { RunningLab } from '../keeper/running-lab';
import type { Cell } from './cell';

/** How long the fleet may take to become what the Fleet predicts after the trial before, ms: BGP may wait for its retry timers. */
const withinMs = 90_000;

/** What a set-up changes on purpose: where the VIP leads. */
const changedBySetUp = new Set(['best paths of the VIPs', 'kernel FIB']);

/**
 * Waits until sessions, BFD, paths and kernel routes are as the Fleet predicts. That the client is answered is not enough: a session that
 * is still down elsewhere makes the next failover another one.
 *
 * @returns what still differs when the time is over; none: it is ready
 */
export async function unmetExpectations(lab: RunningLab, cell: Cell): Promise<string[]> {
  const isKept = (name: string) => !cell.setUp.length || !changedBySetUp.has(name);
  const expectations = lab.expectations().filter((expectation) => isKept(expectation.name));
  const end = Date.now() + withinMs;
  for (;;) {
    const left: string[] = [];
    for (const expectation of expectations) left.push(...(await expectation.check().catch((error: unknown) => [String(error)])));
    if (!left.length || Date.now() > end) return left;
    await pause(300);
  }
}
