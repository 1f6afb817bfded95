import { promisedMs } from '../../budget/budget';
import { detectionMs } from '../../model';
import type { Rule } from '../rule';

/** The failover budget keeps the promise. */
export const promiseNotKept: Rule = {
  id: 'promise-not-kept',
  severity: 'error',
  title: 'The failover budget keeps the promise.',
  explanation:
    'The budget is the sum of detection, MetalLB, the decisions of border and PE, and installation; see `anycast-mec show`.',
  allowed: 'a promise above the budget',
  remedy: 'Shorten BFD, run BIRD on the border, or promise more time.',
  *check(fleet) {
    for (const site of fleet.sites) {
      const detection = site.bfd ? detectionMs(site.bfd) : site.timers.holdMs;
      // What other rules tell with a better remedy is not told twice.
      if (site.promiseMs === undefined || site.promiseMs <= Math.max(detection, site.metallb.debounceMs)) continue;
      const needed = promisedMs(site);
      if (needed > site.promiseMs)
        yield {
          path: `${site.path}.promise`,
          value: `${site.promiseMs}ms`,
          message: `${site.name} promises ${site.promiseMs} ms, and its failover may take ${needed} ms.`,
        };
    }
  },
};
