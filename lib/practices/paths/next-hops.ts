import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';

/** A peer sends traffic to itself, not to others. */
export const nextHops: Practice = {
  id: 'next-hops',
  title: 'From a peer only routes are taken whose next hop is the peer itself.',
  source: 'RFC 7454 section 10',
  explanation:
    'At an exchange all members share one network, so a member could name another as the next hop, which then carries traffic that it never agreed to. Looked at is whether the sessions at exchanges refuse that, or set the neighbor as next hop.',
  remedy: 'Refuse other next hops at the router until the generator does.',
  *look(seen) {
    for (const session of externalSessions(seen, ['peer']))
      yield { where: session.where, ...(!checksNextHop(session) && { lack: 'any next hop is taken' }) };
  },
};

/** Whether a session refuses next hops other than the neighbor: what the model says of it once it knows it. */
function checksNextHop({ session }: ExternalSession): boolean {
  return 'ownNextHopOnly' in session && session.ownNextHopOnly === true;
}
