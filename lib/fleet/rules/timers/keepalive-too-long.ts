import { isAboveHold } from './keepalive-above-hold';
import { placedTimes } from '../../readings/placed-times';
import type { Rule } from '../rule';

/** The hold time is at least three keepalive times. */
export const keepaliveTooLong: Rule = {
  id: 'keepalive-too-long',
  severity: 'error',
  title: 'The hold time is at least three keepalive times.',
  explanation:
    'With fewer, one or two lost keepalives close the session (RFC 4271 section 10 suggests a third); keepalive times are whole seconds, at least 1 s.',
  allowed: 'a keepalive time of whole seconds, from 1 s to a third of the hold time',
  remedy: 'Shorten `keepalive`, or lengthen `hold`.',
  *check(fleet) {
    for (const { path, value: timers } of placedTimes(fleet, 'timers')) {
      if (timers.holdMs < 3000 || isAboveHold(timers)) continue;
      if (timers.holdMs < 3 * timers.keepaliveMs || timers.keepaliveMs < 1000) {
        yield {
          path: `${path}.keepalive`,
          value: `${timers.keepaliveMs}ms`,
          message: `A keepalive time of ${timers.keepaliveMs} ms does not fit a hold time of ${timers.holdMs} ms.`,
        };
      }
    }
  },
};
