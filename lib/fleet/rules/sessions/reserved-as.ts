import { systems } from '../../readings/systems';
import type { Rule } from '../rule';

const reserved = [0, 23_456, 65_535, 4_294_967_295];

/** Whether nobody may have the AS number. */
export function isReserved(as: number): boolean {
  return reserved.includes(as);
}

/** No AS number is reserved. */
export const reservedAs: Rule = {
  id: 'reserved-as',
  severity: 'error',
  title: 'No AS number is reserved.',
  explanation:
    '0 (RFC 7607), 23456 (AS_TRANS, RFC 6793), 65535 (RFC 7300) and 4294967295 (RFC 7300) may not be used; routers of others may drop such paths.',
  allowed: '1 to 4294967294, other than 23456 and 65535',
  remedy: 'Take a private AS number: 64512 to 65534 or 4200000000 to 4294967294 (RFC 6996).',
  *check(fleet) {
    for (const { path, as } of systems(fleet)) {
      if (isReserved(as)) yield { path, value: as, message: `AS ${as} is reserved.` };
    }
  },
};
