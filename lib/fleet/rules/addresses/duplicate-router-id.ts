import type { BorderRouter, NetworkRouter } from '../../model';
import { routersOf } from '../../readings/routers-of-fleet';
import type { Rule } from '../rule';

/** Every router has a router id of its own. */
export const duplicateRouterId: Rule = {
  id: 'duplicate-router-id',
  severity: 'error',
  title: 'Every router has a router id of its own.',
  explanation:
    'BGP refuses a session with a neighbor of equal router id (RFC 4271 section 6.2), and OSPF mixes up two routers that share one.',
  allowed: 'a router id that no other router has',
  remedy: 'Give `routerId`, or an IPv4 loopback of its own.',
  *check(fleet) {
    const owners = new Map<string, BorderRouter | NetworkRouter>();
    for (const router of routersOf(fleet)) {
      // A router without any is told as that.
      if (router.routerId === '0.0.0.0') continue;
      const before = owners.get(router.routerId);
      owners.set(router.routerId, before ?? router);
      // Equal loopbacks are told as one address that is used twice.
      if (before && !(hasIdOfLoopback(router) && hasIdOfLoopback(before)))
        yield {
          path: router.path,
          value: router.routerId,
          message: `${router.fullName} has the router id of ${before.fullName} (${before.path}).`,
        };
    }
  },
};

function hasIdOfLoopback(router: BorderRouter | NetworkRouter): boolean {
  return router.loopbacks.some(({ address }) => address === router.routerId);
}
