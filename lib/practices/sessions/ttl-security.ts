import { externalSessions } from '../external-sessions';
import type { Practice } from '../practice';

/** What comes from farther than one hop does not reach a session. */
export const ttlSecurity: Practice = {
  id: 'ttl-security',
  title: 'What crossed another router does not reach a session with a directly connected router.',
  source: 'RFC 7454 section 5.2; RFC 5082',
  explanation:
    'Packets of a neighbor on the same link arrive with the TTL 255, and nobody farther away can send such ones (GTSM). Looked at are sessions between routers. Those with hosts are left out: MetalLB sends with a TTL of its own choice, and the packet filter knows the addresses of hosts instead.',
  remedy: 'Leave `gtsm` of the uplink on. Where the provider cannot do it, the password of the session remains.',
  *look(seen) {
    for (const { where, session } of externalSessions(seen, ['provider', 'customer', 'peer']))
      yield { where, ...(!session.gtsm && { lack: 'no GTSM' }) };
  },
};
