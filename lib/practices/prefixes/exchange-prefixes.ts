import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { mayTake } from '../taken';

/** Nobody at an exchange announces its network. */
export const exchangePrefixes: Practice = {
  id: 'exchange-prefixes',
  title: 'From peers the network of the exchange is not taken, nor a part of it.',
  source: 'RFC 7454 section 6.1.5',
  explanation:
    'Sessions at an exchange run over its network. A member that announces it, or a more specific part, draws the traffic between all members to itself. Looked at is whether a policy of a session at an exchange could take the network or one of its halves.',
  remedy:
    'Refuse the network of the exchange at the router until the generator does, or give it prefixes that are refused as special-purpose ones.',
  *look(seen) {
    for (const session of externalSessions(seen, ['peer'])) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ router, session: { family }, imports }: ExternalSession): { lack?: string } {
  const networks = router.interfaces
    .filter(({ purpose }) => purpose === 'exchange')
    .flatMap(({ addresses }) => addresses.map(({ prefix }) => prefix))
    .filter((prefix) => prefix.family === family);
  const parts = networks.flatMap((prefix) => [prefix, ...[0, 1].flatMap((half) => prefix.subnet(prefix.length + 1, half) ?? [])]);
  const taken = imports ? parts.filter((prefix) => mayTake(router, imports, prefix)) : [];
  return taken.length ? { lack: `${[...new Set(taken.map(String))].join(', ')} could be taken` } : {};
}
