import type { RunningLab } from '../model/running-lab';
import { leftAfter } from '../network/until';
import type { Cell } from './cell';
import { stateAfter } from './state-after';

/** How long the fleet may take to become what the Fleet predicts after the trial before, ms: BGP may wait for its retry timers. */
const withinMs = 90_000;

/**
 * Waits until sessions, BFD, paths and kernel routes are as the Fleet predicts after the set-up. That the client is answered is not
 * enough: a session that is still down elsewhere, or a best path that is still to be chosen, makes the next failover another one.
 *
 * @returns what still differs when the time is over; none: it is ready
 */
export async function unmetExpectations(
  lab: Pick<RunningLab, 'expectations' | 'fleet'>,
  cell: Pick<Cell, 'setUp'>,
): Promise<readonly string[]> {
  const expectations = lab.expectations(stateAfter(lab.fleet, cell.setUp));
  const differences = async () => {
    const left: string[] = [];
    for (const expectation of expectations) left.push(...(await expectation.check().catch((error: unknown) => [String(error)])));
    return left;
  };
  return leftAfter(withinMs, differences, 300);
}
