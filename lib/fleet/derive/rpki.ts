import { canonical, familyOf } from '../addresses/address';
import type { RpkiDescription } from '../description/rpki';
import { usualCachePort } from '../description/rpki';
import type { RpkiCache } from '../model/rpki';

/** The caches of a fleet, in the order in which they are given; none where it validates no origins. */
export function deriveCaches(description: RpkiDescription | undefined): RpkiCache[] {
  return (description?.caches ?? []).map((given, index) => {
    const path = `rpki.caches[${index}]`;
    const { address, port = usualCachePort } = typeof given === 'string' ? { address: given } : given;
    return Object.freeze({
      path: typeof given === 'string' ? path : `${path}.address`,
      family: familyOf(address),
      address: canonical(address),
      port,
    });
  });
}
