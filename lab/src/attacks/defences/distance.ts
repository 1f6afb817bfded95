import type { Defence } from './defence';
import { routerNamed } from './defence';
import { withRules } from './packet-filter';

/**
 * The check of the TTL, by which a router knows how far a packet has come (RFC 5082, RFC 5881 section 5). Daemons do it where no option takes
 * it away; so the TTL is set to the highest before anybody looks at it.
 */
export const distance: Defence = {
  what: 'check of the TTL (GTSM)',
  remove: (lab, { target }) => {
    if (!target) throw new Error('the attack is after no session');
    return withRules(routerNamed(lab, target.at).node, 'prerouting', [
      'meta l4proto tcp tcp dport 179 ip ttl set 255',
      'meta l4proto tcp tcp sport 179 ip ttl set 255',
      'meta l4proto udp udp dport 3784 ip ttl set 255',
    ]);
  },
};
