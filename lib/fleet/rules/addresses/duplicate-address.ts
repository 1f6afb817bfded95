import { leavesNoClient } from './network-too-small';
import { usedAddresses } from '../../readings/used-addresses';
import type { UsedAddress } from '../../readings/used-addresses';
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
    const crowded = new Set(
      fleet.sites.flatMap((site) =>
        site.clients.flatMap(({ prefixes }) => prefixes.filter((prefix) => leavesNoClient(site, prefix))),
      ),
    );
    const owners = new Map<string, Map<string, UsedAddress>>();
    for (const used of usedAddresses(fleet)) {
      // A client network too small for its routers is told as that.
      if (crowded.has(used.address.prefix)) continue;
      // Addresses of two networks are equal only where the networks meet, which is told as such.
      let ofNetwork = owners.get(used.network);
      if (!ofNetwork) owners.set(used.network, (ofNetwork = new Map<string, UsedAddress>()));
      const before = ofNetwork.get(used.address.address);
      if (!before) ofNetwork.set(used.address.address, used);
      // Two sites of one number have one place in the plan, which is told as such, too.
      if (!before || (used.siteNumber !== undefined && used.siteNumber === before.siteNumber && !isOfOneSite(used, before)))
        continue;
      yield {
        path: used.path,
        value: used.address.address,
        message: `${used.address.address} is the address of ${used.what()} and of ${before.what()} (${before.path}).`,
      };
    }
  },
};

function isOfOneSite(a: UsedAddress, b: UsedAddress): boolean {
  const site = (path: string) => path.split('.').slice(0, 2).join('.');
  return site(a.path) === site(b.path);
}
