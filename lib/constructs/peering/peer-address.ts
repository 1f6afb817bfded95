import { isAddress } from '../../fleet/addresses/address';
import { Prefix } from '../../fleet/addresses/prefix';
import { linkLocal } from '../../fleet/addresses/routed';
import { addressSchema } from '../../fleet/description/scalars';
import { neverRouted } from '../../fleet/rules/addresses/unroutable-network';

/** Link-local addresses reach a router of the same link, as a border is to its hosts. */
const onLink: ReadonlySet<string> = new Set([linkLocal, 'fe80::/10']);

/** Address of a border router, as a host reaches it: no loopback, multicast or reserved one, which no session is ever held with. */
export const peerAddressSchema = addressSchema.refine(
  (text) => !isAddress(text) || isReachable(text),
  'an address of a border router, such as 10.1.1.1; not a loopback, multicast or reserved one',
);

function isReachable(address: string): boolean {
  const met = neverRouted(Prefix.host(address));
  return !met || onLink.has(met.toString());
}
