import type { Rule } from '../rule';

/** Graceful restart is off where failover below a second is promised. */
export const gracefulRestartWithFastPromise: Rule = {
  id: 'graceful-restart-with-fast-promise',
  severity: 'error',
  title: 'Graceful restart is off where failover below a second is promised.',
  explanation: 'With graceful restart (RFC 4724) the border keeps the routes of a host whose session closed, for 120 s.',
  allowed: 'gracefulRestart off, or no promise below 1s',
  remedy: 'Leave `gracefulRestart` out.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.metallb.gracefulRestart && site.promiseMs !== undefined && site.promiseMs < 1000) {
        yield {
          path: `${site.path}.metallb.gracefulRestart`,
          value: true,
          message: `${site.name} promises ${site.promiseMs} ms, and its border would keep dead routes for 120 s.`,
        };
      }
    }
  },
};
