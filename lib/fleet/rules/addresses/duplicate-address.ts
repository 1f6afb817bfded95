import { usedAddresses } from './used-addresses';
import type { Rule } from '../rule';

/** Every address is used once. */
export const duplicateAddress: Rule = {
  id: 'duplicate-address',
  severity: 'error',
  title: 'Every address is used once.',
  explanation: "Two interfaces with one address take each other's packets.",
  allowed: 'an address that nothing else has',
  remedy: 'Give one of them another address.',
  acknowledgeable: false,
  *check(fleet) {
    const owners = new Map<string, string>();
    for (const { owner, path, address } of usedAddresses(fleet)) {
      const before = owners.get(address);
      if (before !== undefined) yield { path, value: address, message: `${owner} has the address of ${before}.` };
      owners.set(address, owner);
    }
  },
};
