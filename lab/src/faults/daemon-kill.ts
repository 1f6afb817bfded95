import type { SiteVerb } from '../model/running-lab';
import type { FaultVerb } from './verb';
import { hostOf, isHost, routerOf } from './target';

/** The verb that ends a routing daemon of a router or host; the undo starts it again. @param daemons the daemon by dialect */
export function daemonKill(
  verb: SiteVerb & ('bgp-daemon-kill' | 'bfd-daemon-kill'),
  what: string,
  daemons: { readonly frr: string; readonly bird: string },
): FaultVerb {
  return {
    name: verb,
    endsBfd: true,
    summary: `${what} of a router or host is killed (in BIRD one daemon does all); nothing starts it again before heal`,
    target: '<router | site/host>',
    prepare: (lab, { target }) => {
      if (isHost(lab, target)) {
        const site = hostOf(lab, target);
        if (!site.verbs.has(verb)) return Promise.reject(new Error(`${verb} of a host cannot be done at level ${lab.level}`));
        return Promise.resolve({
          detail: `${what} of ${target} killed`,
          inject: async (injection) => injection.undo(await site.inflict(verb, { host: target })),
        });
      }
      const router = routerOf(lab, target);
      const daemon = daemons[router.dialect];
      return Promise.resolve({
        detail: `${daemon} of ${target} killed`,
        inject: async (injection) => {
          injection.undo(async () => {
            // One without power starts all its daemons when it is given back.
            if (router.node.initPid !== undefined && !router.node.pidsOf(daemon).length) await router.startDaemon(daemon);
          });
          await router.killDaemon(daemon);
        },
      });
    },
  };
}
