import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { takingRules } from '../taken';

/** Communities of others decide nothing here. */
export const communityScrubbing: Practice = {
  id: 'community-scrubbing',
  title: 'Communities of another AS are taken off before they could decide anything.',
  source: 'RFC 7454 section 11; RFC 8642',
  explanation:
    'Communities steer routes. One that a neighbor may set, such as NO_EXPORT or a mark of our own, would steer ours. Looked at is whether every rule that takes routes from another AS takes all communities off, but GRACEFUL_SHUTDOWN.',
  remedy: 'The generator writes it. Report a rule without it: it is an error of ours.',
  *look(seen) {
    for (const session of externalSessions(seen)) yield { where: session.where, ...lackOf(session) };
  },
};

function lackOf({ imports }: ExternalSession): { lack?: string } {
  const kept = imports && takingRules(imports).some(({ stripCommunities }) => !stripCommunities);
  return kept ? { lack: 'communities are kept' } : {};
}
