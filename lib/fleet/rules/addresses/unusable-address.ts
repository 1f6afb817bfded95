import { usedAddresses } from '../../readings/used-addresses';
import type { Rule } from '../rule';

/** No interface has the network or broadcast address of its subnet. */
export const unusableAddress: Rule = {
  id: 'unusable-address',
  severity: 'error',
  title: 'No interface has the network or broadcast address of its subnet.',
  explanation:
    'The first address of an IPv4 subnet stands for the subnet and the last for all its hosts (RFC 1122 section 3.2.1.3); the first of an IPv6 subnet is that of any router there (RFC 4291 section 2.6.1). In a /31 and a /127 both addresses serve (RFC 3021, RFC 6164).',
  allowed: 'an address between those two',
  remedy: 'Take another address of the subnet.',
  acknowledgeable: false,
  *check(fleet) {
    for (const { what, path, address } of usedAddresses(fleet)) {
      const { prefix } = address;
      if (!prefix.reserves(address.address)) continue;
      const which = prefix.address(0) === address.address ? (address.family === 6 ? "any router's" : 'network') : 'broadcast';
      yield {
        path,
        value: `${address.address}/${prefix.length}`,
        message: `${address.address}, of ${what()}, is the ${which} address of ${prefix.toString()}.`,
        allowed: `${prefix.usable(1) ?? ''} to ${prefix.usable(prefix.usableCount) ?? ''}`,
      };
    }
  },
};
