import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { namesEach, takingRules } from '../taken';

/** A site announces what is its own. */
export const ownAnnouncements: Practice = {
  id: 'own-announcements',
  title: "To a provider only prefixes are announced that are the site's own.",
  source: 'MANRS action 1; RFC 7454 section 6.2.3',
  explanation:
    'A site with two providers that tells one of them what it heard from the other becomes transit between both. Looked at is what a border sends over uplinks: every rule must name each prefix, and ask for the mark that only routes of the own hosts and networks have.',
  remedy: 'The generator writes this filter. Report a wider one: it is an error of ours.',
  *look(seen) {
    for (const session of externalSessions(seen, ['provider'])) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ router, exports }: ExternalSession): { lack?: string } {
  const rules = exports ? takingRules(exports) : [];
  if (rules.some((rule) => !namesEach(router, rule))) return { lack: 'prefixes are sent that are not named' };
  return rules.some(({ largeCommunity }) => !largeCommunity) ? { lack: 'routes of others are sent' } : {};
}
