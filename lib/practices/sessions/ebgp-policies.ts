import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { conditionsOf, takingRules } from '../taken';

/** Every session with another AS has a policy in each direction. */
export const ebgpPolicies: Practice = {
  id: 'ebgp-policies',
  title: 'Every session with another AS has a policy for what it takes and one for what it sends.',
  source: 'RFC 8212; MANRS action 1',
  explanation:
    'Without a policy a router passes on everything that it hears, and becomes a way between two networks that never agreed to it. A policy that takes any route is none. Looked at are both policies of each eBGP session; what no rule of a policy takes is refused.',
  remedy: 'The generator writes both. Report a session without them: it is an error of ours.',
  *look(seen) {
    for (const session of externalSessions(seen)) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ imports, exports }: ExternalSession): { lack?: string } {
  const missing = [...(imports ? [] : ['what it takes']), ...(exports ? [] : ['what it sends'])];
  if (missing.length) return { lack: `no policy for ${missing.join(' and ')}` };
  const open = [imports, exports].filter((policy) => policy && takingRules(policy).some((rule) => !conditionsOf(rule).length));
  return open.length ? { lack: `${open.map((policy) => policy?.name).join(' and ')} takes any route` } : {};
}
