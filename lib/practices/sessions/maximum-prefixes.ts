import { externalSessions } from '../external-sessions';
import type { Practice } from '../practice';

/** A neighbor that sends far too much loses its session. */
export const maximumPrefixes: Practice = {
  id: 'maximum-prefixes',
  title: 'Every session with another AS has a limit of the prefixes that it takes.',
  source: 'RFC 7454 section 8',
  explanation:
    'A neighbor that leaks a whole table fills the memory of a router, and the filters work all that time. Above the limit the session closes. Looked at is whether each eBGP session has one.',
  remedy:
    'Sessions with sites and hosts have one (`maxPrefix`, `hostMaxPrefix`). Where there is none yet, set a limit in the router itself.',
  *look(seen) {
    for (const { where, session } of externalSessions(seen))
      yield { where, ...(session.maxPrefix === undefined && { lack: 'any number of prefixes' }) };
  },
};
