import type { Practice } from '../practice';
import { checkedInterfaces } from './checked-interfaces';

/** A site sends from what it announces. */
export const customerSources: Practice = {
  id: 'customer-sources',
  title: 'From a site only sources enter that the site announces.',
  source: 'MANRS action 2; RFC 3704 (BCP 84); RFC 8704',
  explanation:
    'A PE knows the networks and VIPs of the sites that hang on it, and is what stands between a site that was taken over and everybody else. Looked at is whether its packet filter holds the sources on each interface towards a site. With several uplinks answers may leave by another one than requests came in, so that the check is against all that the site may announce.',
  remedy:
    'Give the site `sourceCheck: strict` (docs/guides/security.md says what that loses while a VIP moves), or add a filter at the PE.',
  look: (seen) => checkedInterfaces(seen, 'site'),
};
