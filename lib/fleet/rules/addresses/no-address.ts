import { unresolvedBy } from '../unresolved';
import type { Rule } from '../rule';

/** Everything that needs an address has one, given or from the plan. */
export const noAddress: Rule = {
  id: 'no-address',
  severity: 'error',
  title: 'Everything that needs an address has one, given or from the plan.',
  explanation: 'Routers and hosts without addresses cannot be configured.',
  allowed: 'an address, or a plan to derive it from',
  remedy: 'Give the address, or a prefix for it in `plan`.',
  needs: ['plan'],
  acknowledgeable: false,
  check: (fleet) => unresolvedBy('no-address', fleet),
};
