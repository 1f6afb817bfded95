import { unresolvedBy } from '../unresolved';
import type { Rule } from '../rule';

/** The plan has room for every site and link. */
export const planTooSmall: Rule = {
  id: 'plan-too-small',
  severity: 'error',
  title: 'The plan has room for every site and link.',
  explanation:
    'A site keeps its addresses whatever is added, so its place in the plan follows from its number: a number beyond the prefix has no place.',
  allowed: 'a prefix with room for the highest number',
  remedy: 'Enlarge the prefix of the plan, or give the site a smaller number or its own addresses.',
  needs: ['plan'],
  acknowledgeable: false,
  check: (fleet) => unresolvedBy('plan-too-small', fleet),
};
