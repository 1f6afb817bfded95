import { systems } from '../../readings/systems';
import type { Rule } from '../rule';

/** No AS number is one for documentation. */
export const documentationAs: Rule = {
  id: 'documentation-as',
  severity: 'warning',
  title: 'No AS number is one for documentation.',
  explanation: '64496 to 64511 and 65536 to 65551 (RFC 5398) are for examples; providers filter them.',
  allowed: 'an AS number outside 64496-64511 and 65536-65551',
  remedy: 'Take a private AS number: 64512 to 65534 or 4200000000 to 4294967294 (RFC 6996).',
  *check(fleet) {
    for (const { path, as } of systems(fleet)) {
      if ((as >= 64496 && as <= 64511) || (as >= 65536 && as <= 65551))
        yield { path, value: as, message: `AS ${as} is for documentation.` };
    }
  },
};
