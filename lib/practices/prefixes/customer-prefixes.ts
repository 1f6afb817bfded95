import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { namesEach, takingRules } from '../taken';

/** From customers only what is theirs is taken. */
export const customerPrefixes: Practice = {
  id: 'customer-prefixes',
  title: "From a customer only the prefixes and paths are taken that are known to be the customer's.",
  source: 'MANRS action 1; RFC 7454 sections 6.2.2 and 9',
  explanation:
    'The network next to a site is the one place that can tell whether the site may announce a prefix. Looked at is what a PE takes from sites and a border from its hosts: every rule must name each prefix, without a range of lengths, and the whole AS path.',
  remedy:
    'The generator writes these filters from the services and networks of the site. Report a wider one: it is an error of ours.',
  *look(seen) {
    for (const session of externalSessions(seen, ['customer', 'hosts'])) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ router, imports }: ExternalSession): { lack?: string } {
  const rules = imports ? takingRules(imports) : [];
  if (rules.some((rule) => !namesEach(router, rule))) return { lack: 'prefixes are taken that are not named' };
  return rules.some(({ asPaths }) => !asPaths?.length) ? { lack: 'any AS path is taken' } : {};
}
