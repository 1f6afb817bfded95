import { Prefix } from '../../fleet/addresses/prefix';
import type { DynamicNeighbors, RouterModel } from '../../routers/model/router-model';
import type { Practice } from '../practice';

/** Only known addresses may speak BGP with a router. */
export const knownSpeakers: Practice = {
  id: 'known-speakers',
  title: 'Only addresses that are known may speak BGP with a router.',
  source: 'RFC 7454 section 4; RFC 6192',
  explanation:
    'The packet filter of a router lets BGP in from the addresses of its neighbors, and from the ranges out of which it takes sessions. Looked at are these ranges: each must lie in the network of its own interface, and the number of sessions must have a limit.',
  remedy: 'The generator writes both. Report a wider range: it is an error of ours.',
  *look({ routers }) {
    for (const router of routers) {
      for (const dynamic of router.bgp?.dynamic ?? []) {
        const where = `${router.fullName} with ${dynamic.description} (IPv${dynamic.family})`;
        yield { where, ...lackOf(router, dynamic) };
      }
    }
  },
};

function lackOf({ interfaces }: RouterModel, dynamic: DynamicNeighbors): { lack?: string } {
  const own = interfaces.find(({ name }) => name === dynamic.interface)?.addresses.map(({ prefix }) => prefix) ?? [];
  const foreign = dynamic.ranges.filter((range) => {
    const { family, first, last } = Prefix.parse(range);
    return !own.some((prefix) => prefix.family === family && prefix.first <= first && last <= prefix.last);
  });
  if (foreign.length) return { lack: `${foreign.join(', ')} is beyond ${dynamic.interface}` };
  return Number.isFinite(dynamic.limit) ? {} : { lack: 'any number of sessions' };
}
