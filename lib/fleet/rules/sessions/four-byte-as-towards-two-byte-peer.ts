import type { Rule } from '../rule';

/** A peer that knows 2-byte AS numbers only has no 4-byte neighbor. */
export const fourByteAsTowardsTwoBytePeer: Rule = {
  id: 'four-byte-as-towards-two-byte-peer',
  severity: 'error',
  title: 'A peer that knows 2-byte AS numbers only has no 4-byte neighbor.',
  explanation:
    'A router without RFC 6793 sees AS 23456 in place of a 4-byte number; its session with such a neighbor does not come up as configured.',
  allowed: 'an AS up to 65535 towards a network with `fourByteAs: false`',
  remedy: "Give the site an AS up to 65535, or set `fourByteAs` if the network's routers know RFC 6793.",
  *check(fleet) {
    for (const uplink of fleet.sites.flatMap((site) => site.uplinks)) {
      const { site, pe } = uplink;
      if (site.as > 65535 && !pe.network.fourByteAs) {
        yield {
          path: `${site.path}.as`,
          value: site.as,
          message: `${pe.fullName} knows 2-byte AS numbers only, and ${site.name} has AS ${site.as}.`,
        };
      }
    }
    for (const exchange of fleet.exchanges) {
      for (const { router } of exchange.members) {
        if (router.network.fourByteAs) continue;
        const others = exchange.members.filter((other) => other.router.network.as > 65535);
        for (const other of others) {
          yield {
            path: `${other.router.network.path}.as`,
            value: other.router.network.as,
            message: `${router.fullName} at ${exchange.name} knows 2-byte AS numbers only.`,
            remedy: `Give ${other.router.network.name} an AS up to 65535, or set \`fourByteAs\` of ${router.network.name} if its routers know RFC 6793.`,
          };
        }
      }
    }
  },
};
