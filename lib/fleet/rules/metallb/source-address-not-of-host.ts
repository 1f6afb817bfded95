import { canonical } from '../../addresses/address';
import type { Rule } from '../rule';

/** A source address of sessions is that of the one host that holds them. */
export const sourceAddressNotOfHost: Rule = {
  id: 'source-address-not-of-host',
  severity: 'error',
  title: 'A source address of sessions is that of the one host that holds them.',
  explanation:
    'MetalLB gives the address to the sessions of every speaker (`sourceAddress` of a BGPPeer): a host that does not have it cannot speak from it, and border routers expect each host from its own.',
  allowed: 'the address of the host, where the site has one host; else none',
  remedy: 'Leave `sourceAddress` out: hosts speak from their address in the host network.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      const { mode, sourceAddress } = site.metallb;
      // There it is dropped, which is told as such.
      if (sourceAddress === undefined || mode === 'frr-k8s') continue;
      const has = site.hosts.filter(({ addresses }) => addresses.some(({ address }) => address === canonical(sourceAddress)));
      if (has.length === site.hosts.length) continue;
      const lacking = site.hosts.find((host) => !has.includes(host));
      yield {
        path: `${site.path}.metallb.sourceAddress`,
        value: sourceAddress,
        message: `${lacking?.fullName ?? site.name} does not have the address ${sourceAddress}, from which it would speak.`,
      };
    }
  },
};
