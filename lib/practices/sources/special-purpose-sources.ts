import type { Family } from '../../fleet/addresses/address';
import { bogons } from '../../fleet/addresses/routed';
import type { RouterModel } from '../../routers/model/router-model';
import type { Practice } from '../practice';

/** Nothing enters from addresses that nobody routes. */
export const specialPurposeSources: Practice = {
  id: 'special-purpose-sources',
  title: 'Packets from special-purpose addresses do not enter from outside.',
  source: 'RFC 2827 (BCP 38); RFC 6890; MANRS action 2',
  explanation:
    'No answer finds its way to a loopback, link-local, multicast or reserved address, so a packet from one is forged. Looked at is whether the packet filter of each router knows all of them, in each family that it has outside of its backbone.',
  remedy: 'The generator writes the filter into nftables.conf. Report a router without it: it is an error of ours.',
  *look({ routers }) {
    for (const router of routers) {
      for (const family of outsideFamilies(router)) {
        const missing = bogons[family].filter((bogon) => !router.bogons.includes(bogon));
        yield {
          where: `${router.fullName} (IPv${family})`,
          ...(missing.length > 0 && { lack: `${missing.join(', ')} may enter` }),
        };
      }
    }
  },
};

/** The families that a router has addresses of where others reach it. */
function outsideFamilies({ interfaces }: RouterModel): Family[] {
  const outside = interfaces.filter(({ purpose }) => purpose !== 'backbone').flatMap(({ addresses }) => addresses);
  return ([4, 6] as const).filter((family) => outside.some((address) => address.family === family));
}
