import { Prefix } from '../../fleet/addresses/prefix';
import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { mayTake } from '../taken';

/** No default route comes from, or goes to, those who do not sell one. */
export const defaultRoute: Practice = {
  id: 'default-route',
  title: 'A default route is taken from providers alone, and sent to customers alone.',
  source: 'RFC 7454 section 6.1.6',
  explanation:
    'A default route from a peer, a customer or a host draws everything there for which no other route is known. Looked at is whether a policy could take it from one of these, or send it to a provider or peer.',
  remedy: 'Refuse 0.0.0.0/0 and ::/0 on sessions with peers at the router until the generator does.',
  *look(seen) {
    for (const session of externalSessions(seen)) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ router, session: { family }, other, imports, exports }: ExternalSession): { lack?: string } {
  const all = Prefix.parse(family === 6 ? '::/0' : '0.0.0.0/0');
  const taken = other !== 'provider' && imports && mayTake(router, imports, all);
  const sent = (other === 'provider' || other === 'peer') && exports && mayTake(router, exports, all);
  const could = [...(taken ? ['taken'] : []), ...(sent ? ['sent'] : [])];
  return could.length ? { lack: `${all.toString()} could be ${could.join(' and ')}` } : {};
}
