import { externalSessions } from '../external-sessions';
import type { Practice } from '../practice';

/** A path through ourselves is a loop. */
export const ownAs: Practice = {
  id: 'own-as',
  title: 'No path is taken that the own AS is in.',
  source: 'RFC 7454 section 9; RFC 4271 section 9.1.2',
  explanation:
    'BGP knows a loop by the own AS in a path. Looked at is whether a session takes such paths all the same (`allowAsIn`), which sites need that share one AS.',
  remedy:
    'Give each site an AS of its own, or override it at the PE (`asOverride`), which marks what a site sent and never sends it back.',
  *look(seen) {
    for (const { where, allowAsIn } of externalSessions(seen, ['provider', 'customer', 'peer']))
      yield { where, ...(allowAsIn && { lack: 'paths with the own AS are taken' }) };
  },
};
