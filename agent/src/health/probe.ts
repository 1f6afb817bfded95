import type { ProbeConfig } from 'anycast-mec/contract';
import type { Deadline } from './deadline';
import { timeout } from './evidence';
import type { Outcome } from './evidence';

/** Takes the outcome of a probe; only the first one counts. */
export type Settle = (outcome: Outcome) => void;

/** One probe of one endpoint. It settles by its deadline, holds nothing afterwards, and never throws. */
export type Probe = (address: string, config: ProbeConfig, deadline: Deadline, settle: Settle) => void;

/** Runs `start` until it settles or the deadline passes, then cleans up with what `start` returned. */
export function untilSettled(deadline: Deadline, settle: Settle, start: (settle: Settle) => () => void): void {
  let done = false;
  let cleanUp = (): void => undefined;
  const once = (outcome: Outcome) => {
    if (done) return;
    done = true;
    deadline.listen(undefined);
    cleanUp();
    settle(outcome);
  };
  deadline.listen(() => once(timeout));
  cleanUp = start(once);
  // It may have settled before there was anything to clean up.
  if (done) cleanUp();
}
