import { externalSessions } from '../external-sessions';
import type { Practice } from '../practice';

/** Sessions with another AS have a password. */
export const sessionAuthentication: Practice = {
  id: 'session-authentication',
  title: 'TCP sessions with another AS are authenticated.',
  source: 'RFC 7454 section 5.1; RFC 2385',
  explanation:
    'Who knows both addresses and ports of a session could else end it by a forged RST, or speak in its place. Looked at is whether each eBGP session has a password (TCP-MD5, which FRR, BIRD and MetalLB all speak; TCP-AO they do not).',
  remedy:
    'Give the uplink, the exchange, or the hosts of the site (hostPassword) a password by { env } or { file }: `anycast-mec secrets --create` makes them.',
  *look(seen) {
    for (const { where, session } of externalSessions(seen))
      yield { where, ...(session.password === undefined && { lack: 'no password' }) };
  },
};
