import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { firstRefusals } from '../taken';

/** Routes whose origin is known to be wrong are refused. */
export const originValidation: Practice = {
  id: 'origin-validation',
  title: 'Routes whose origin RPKI calls invalid are refused.',
  source: 'RFC 6811; RFC 7115 (BCP 185); MANRS action 1',
  explanation:
    'Holders of prefixes sign which AS may originate them (ROAs). A router that asks an RPKI cache refuses what contradicts them, and so the commonest hijacks and mistakes. Looked at are sessions with providers and peers.',
  remedy:
    'Name RPKI caches in the fleet: `rpki.caches`. Let them know first what the fleet itself announces: `anycast-mec roas`.',
  *look(seen) {
    for (const session of externalSessions(seen, ['provider', 'peer']))
      yield { where: session.where, ...(!refusesInvalid(session) && { lack: 'the origin is not validated' }) };
  },
};

/** Whether what RPKI calls invalid is refused: the policy says it of itself once the model knows such a rule. */
function refusesInvalid({ imports }: ExternalSession): boolean {
  const refusals = imports ? firstRefusals(imports) : [];
  return refusals.some((rule) => 'invalidOrigin' in rule && rule.invalidOrigin === true);
}
