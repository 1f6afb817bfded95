import { detectionMs } from '../../model';
import type { Rule } from '../rule';

/** BFD detects a loss within the promised failover. */
export const bfdSlowerThanPromise: Rule = {
  id: 'bfd-slower-than-promise',
  severity: 'error',
  title: 'BFD detects a loss within the promised failover.',
  explanation: 'The promise holds detection and everything after it; if detection alone is longer, it cannot be kept.',
  allowed: 'an interval x multiplier below the promise',
  remedy: 'Shorten `bfd.interval`, or promise more time.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.promiseMs === undefined) continue;
      const detection = site.bfd ? detectionMs(site.bfd) : site.timers.holdMs;
      if (detection >= site.promiseMs) {
        const by = site.bfd ? `BFD (${site.bfd.intervalMs} ms x ${site.bfd.multiplier})` : 'the hold time, as BFD is off,';
        yield {
          path: `${site.path}.bfd`,
          ...(!site.bfd && { remedy: 'Leave `bfd` on, or promise more time.' }),
          value: `${detection}ms`,
          message: `${by} detects a lost host after ${detection} ms, and ${site.name} promises ${site.promiseMs} ms.`,
        };
      }
    }
  },
};
