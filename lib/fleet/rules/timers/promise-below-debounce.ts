import type { Rule } from '../rule';

/** The promised failover is above the debounce of the MetalLB mode. */
export const promiseBelowDebounce: Rule = {
  id: 'promise-below-debounce',
  severity: 'error',
  title: 'The promised failover is above the debounce of the MetalLB mode.',
  explanation:
    "MetalLB's frr mode holds every change for 3 s unless set, frr-k8s for 3 s that cannot be set and 3 s more; then FRR is reloaded. A VIP is withdrawn no sooner.",
  allowed: 'a promise above the debounce, or native mode',
  remedy: 'Use `metallb.mode: native`, lower `metallb.debounce` (frr mode), or promise more time.',
  *check(fleet) {
    for (const site of fleet.sites) {
      const { mode, debounceMs } = site.metallb;
      if (site.promiseMs === undefined || debounceMs === 0 || site.promiseMs > debounceMs) continue;
      yield {
        path: `${site.path}.promise`,
        value: `${site.promiseMs}ms`,
        message: `${site.name} promises ${site.promiseMs} ms, and MetalLB in ${mode} mode holds a withdraw back for ${debounceMs} ms.`,
      };
    }
  },
};
