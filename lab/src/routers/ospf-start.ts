import { FrrRouter } from './frr';
import type { RunningRouter } from './running-router';

/**
 * Lines behind the generated configuration by which OSPF comes up sooner: a new LSA waits 5 s (MinLSInterval, RFC 2328 appendix B), and
 * when all routers of a backbone start at the same time most are new. {@link settleOspf} takes them back before the lab is ready.
 */
export const fastOspf: ReadonlyMap<string, string> = new Map([
  ['ospfd', 'router ospf\n timers throttle lsa all 0\n timers lsa min-arrival 0\nexit\n'],
  ['ospf6d', 'router ospf6\n timers lsa min-arrival 0\nexit\n'],
]);

/** Takes back what {@link fastOspf} changed: the running configuration is the generated one afterwards, and after each later start. */
export async function settleOspf(routers: Iterable<RunningRouter>): Promise<void> {
  await Promise.all([...routers].filter((router) => router instanceof FrrRouter).map(settle));
}

async function settle(router: FrrRouter): Promise<void> {
  router.additions = new Map();
  if (router.daemons.includes('ospfd'))
    await router.configure('ospfd', ['router ospf', 'no timers throttle lsa all', 'no timers lsa min-arrival', 'exit']);
  if (router.daemons.includes('ospf6d')) await router.configure('ospf6d', ['router ospf6', 'no timers lsa min-arrival', 'exit']);
}
