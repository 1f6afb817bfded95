import { unresolvedBy } from '../unresolved';
import type { Rule } from '../rule';

/** Every name that is referred to exists. */
export const unknownReference: Rule = {
  id: 'unknown-reference',
  severity: 'error',
  title: 'Every name that is referred to exists.',
  explanation:
    'An uplink to a router that nobody describes, or a service at a site that does not exist, would silently be left out.',
  allowed: 'a name that is described',
  remedy: 'Correct the name, or describe what it stands for.',
  needs: ['networks.*.routers.*', 'sites.*'],
  acknowledgeable: false,
  check: (fleet) => unresolvedBy('unknown-reference', fleet),
};
