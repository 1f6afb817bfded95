import { Prefix } from '../../fleet/addresses/prefix';
import type { RouterModel } from '../../routers/model/router-model';
import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { mayTake } from '../taken';

/** Nobody else announces what is our own. */
export const ownPrefixes: Practice = {
  id: 'own-prefixes',
  title: "From providers and peers no prefix is taken that is one's own.",
  source: 'RFC 7454 section 6.1.4',
  explanation:
    'Whoever announces the host network of a site back to it takes its traffic away. Looked at are, of a border, the networks that it announces, and of a router of a network its loopbacks and backbone links. VIPs are left out: other sites announce the same on purpose.',
  remedy:
    'A border refuses the networks of its site. Where a PE could take a link of its own backbone from a peer, number the links with /31 and /127 (the plan does), or filter at the router.',
  *look(seen) {
    for (const session of externalSessions(seen, ['provider', 'peer'])) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ router, session: { family }, imports }: ExternalSession): { lack?: string } {
  const own = ownOf(router).filter((prefix) => prefix.family === family);
  const taken = imports ? own.filter((prefix) => mayTake(router, imports, prefix)) : [];
  return taken.length ? { lack: `${taken.map(String).join(', ')} could be taken` } : {};
}

/** What is a router's own: what it originates; of one that originates nothing its loopbacks and backbone links. */
function ownOf({ bgp, interfaces, loopbacks }: RouterModel): Prefix[] {
  const originated = bgp?.originated.prefixes ?? [];
  if (originated.length) return originated.map((prefix) => Prefix.parse(prefix));
  const links = interfaces.filter(({ purpose }) => purpose === 'backbone').flatMap(({ addresses }) => addresses);
  return [...loopbacks.map(({ address }) => Prefix.host(address)), ...links.map(({ prefix }) => prefix)];
}
