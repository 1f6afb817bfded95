import type { Practice } from '../practice';
import { checkedInterfaces } from './checked-interfaces';

/** Hosts send from their own addresses, and those of what they serve. */
export const hostSources: Practice = {
  id: 'host-sources',
  title: 'From host networks only their own addresses, and VIPs that the site serves, enter as sources.',
  source: 'MANRS action 2; RFC 2827 (BCP 38); RFC 3704 (BCP 84)',
  explanation:
    'A host that was broken into can be the origin of a flood with forged sources as well as a client. Looked at is whether the packet filter of a border holds the sources on its host interface.',
  remedy:
    'Give the site `sourceCheck: strict`, if it has one border; at several add a rule for the host interface to a table of your own in nftables: its network, and the VIPs of the site.',
  look: (seen) => checkedInterfaces(seen, 'hosts'),
};
