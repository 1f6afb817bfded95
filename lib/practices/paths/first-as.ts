import { externalSessions } from '../external-sessions';
import type { ExternalSession } from '../external-sessions';
import type { Practice } from '../practice';
import { firstRefusals, takingRules } from '../taken';

/** Every path begins with the AS of the neighbor. */
export const firstAs: Practice = {
  id: 'first-as',
  title: 'Every path that is taken begins with the AS of the neighbor that sent it.',
  source: 'RFC 7454 section 9; RFC 4271 section 6.3',
  explanation:
    'A neighbor that leaves its own AS out hides where a route passed, and makes its path shorter than it is. Looked at is whether each eBGP session refuses such paths, or names whole paths. At a route server it cannot be asked for; fleets have none.',
  remedy: 'Refuse other paths at the router until the generator does.',
  *look(seen) {
    for (const session of externalSessions(seen))
      yield {
        where: session.where,
        ...(!(namesPaths(session) || refusesOtherFirstAs(session)) && { lack: 'any first AS is taken' }),
      };
  },
};

/** Whether all paths that are taken are named whole, so that each begins with the AS of the neighbor. */
function namesPaths({ imports, session: { remoteAs } }: ExternalSession): boolean {
  return imports !== undefined && takingRules(imports).every(({ asPaths }) => asPaths?.every(([first]) => first === remoteAs));
}

/** Whether a path that begins with another AS is refused: the policy says it of itself once the model knows such a rule. */
function refusesOtherFirstAs({ imports, session: { remoteAs } }: ExternalSession): boolean {
  const refusals = imports ? firstRefusals(imports) : [];
  return refusals.some((rule) => 'firstAsOtherThan' in rule && rule.firstAsOtherThan === remoteAs);
}
