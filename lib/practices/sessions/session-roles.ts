import { externalSessions } from '../external-sessions';
import type { ExternalSession, Other } from '../external-sessions';
import type { Practice } from '../practice';

/** What the router is to whom. */
const roles = { provider: 'customer', customer: 'provider', peer: 'peer', hosts: 'provider' } as const satisfies Record<
  Other,
  string
>;

/** Both ends of a session agree on who is whose customer. */
export const sessionRoles: Practice = {
  id: 'session-roles',
  title: 'Both ends of a session with another AS say who is whose provider, customer or peer.',
  source: 'RFC 9234; MANRS action 1',
  explanation:
    'Routers that know their roles mark what comes from a provider or peer (attribute OTC) and send it to customers only: a route leak ends at the next router. Looked at is the role of each eBGP session. Between routers it must be strict, so that a session with a neighbor that names none does not come up; speakers on hosts know no roles.',
  remedy: 'The generator writes the roles. Report a session without one: it is an error of ours.',
  *look(seen) {
    for (const session of externalSessions(seen)) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ session: { role }, other }: ExternalSession): { lack?: string } {
  if (!role) return { lack: 'no role' };
  if (role.local !== roles[other]) return { lack: `the role ${role.local} towards ${other}` };
  return other === 'hosts' || role.strict ? {} : { lack: 'a neighbor without a role is let in' };
}
