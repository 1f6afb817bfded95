import { placedTimes } from '../../readings/placed-times';
import type { Timers } from '../../model';
import type { Rule } from '../rule';

/** Whether the hold time is shorter than the daemons take. */
export function isTooShort({ holdMs }: Timers): boolean {
  return holdMs < 3000;
}

/** The hold time is at least 3 s. */
export const holdTimeTooShort: Rule = {
  id: 'hold-time-too-short',
  severity: 'error',
  title: 'The hold time is at least 3 s.',
  explanation:
    'RFC 4271 section 4.2 allows 0 or at least 3 s; MetalLB and FRR refuse less. Faster detection is the business of BFD.',
  allowed: '3s or more',
  remedy: 'Set `hold` to 3s or more, and let BFD see losses.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { path, value: timers } of placedTimes(fleet, 'timers')) {
      if (isTooShort(timers))
        yield {
          path: `${path}.hold`,
          value: `${timers.holdMs}ms`,
          message: `A hold time of ${timers.holdMs} ms is shorter than 3 s.`,
        };
    }
  },
};
