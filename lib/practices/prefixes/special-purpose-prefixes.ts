import { Prefix } from '../../fleet/addresses/prefix';
import { bogons } from '../../fleet/addresses/routed';
import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { mayTake } from '../taken';

/** Prefixes that are never routed are not taken. */
export const specialPurposePrefixes: Practice = {
  id: 'special-purpose-prefixes',
  title: 'Prefixes that nobody routes are taken from no other AS.',
  source: 'RFC 7454 section 6.1.1; RFC 6890; MANRS action 1',
  explanation:
    'Loopback, link-local, multicast and reserved space has no place in a routing table. Looked at is whether a policy could take one of these prefixes. Private and documentation space is not among them: fleets are numbered from it.',
  remedy: 'The generator refuses them first of all. Report a policy that does not: it is an error of ours.',
  *look(seen) {
    for (const session of externalSessions(seen)) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ router, session: { family }, imports }: ExternalSession): { lack?: string } {
  const taken = imports ? bogons[family].filter((bogon) => mayTake(router, imports, Prefix.parse(bogon))) : [];
  return taken.length ? { lack: `${taken.join(', ')} could be taken` } : {};
}
