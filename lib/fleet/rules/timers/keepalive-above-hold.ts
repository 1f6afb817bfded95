import { placedTimes } from '../../readings/placed-times';
import type { Timers } from '../../model';
import type { Rule } from '../rule';

/** Whether keepalives come later than the session is given up. */
export function isAboveHold({ holdMs, keepaliveMs }: Timers): boolean {
  return keepaliveMs > holdMs;
}

/** The keepalive time is at most the hold time. */
export const keepaliveAboveHold: Rule = {
  id: 'keepalive-above-hold',
  severity: 'error',
  title: 'The keepalive time is at most the hold time.',
  explanation:
    'BIRD refuses the file, and MetalLB the BGPPeer (internal/config): the session would close between two keepalives.',
  allowed: 'a keepalive time of at most the hold time; a third of it is usual',
  remedy: 'Shorten `keepalive`, or leave it out: it is a third of `hold` then.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, value: timers } of placedTimes(fleet, 'timers')) {
      if (isAboveHold(timers))
        yield {
          path: `${path}.keepalive`,
          value: `${timers.keepaliveMs}ms`,
          message: `A keepalive time of ${timers.keepaliveMs} ms is longer than the hold time of ${timers.holdMs} ms.`,
        };
    }
  },
};
