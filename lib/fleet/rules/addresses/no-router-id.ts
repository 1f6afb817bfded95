import { routersOf } from '../../readings/routers-of-fleet';
import type { Rule } from '../rule';

/** Every router has a router id. */
export const noRouterId: Rule = {
  id: 'no-router-id',
  severity: 'error',
  title: 'Every router has a router id.',
  explanation:
    'A router id is four octets also where everything else is IPv6, and it comes from the IPv4 loopback. A BGP neighbor refuses 0.0.0.0 (RFC 6286 section 2.2), so no session comes up.',
  allowed: 'a router id other than 0.0.0.0',
  remedy: 'Give `routerId`, or an IPv4 loopback of its own.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { routerId, loopbacks, path, fullName } of routersOf(fleet)) {
      // Without any loopback the address is missing, which is told by another rule.
      if (routerId === '0.0.0.0' && loopbacks.length > 0)
        yield { path, value: routerId, message: `${fullName} has no IPv4 loopback to take its router id from.` };
    }
  },
};
