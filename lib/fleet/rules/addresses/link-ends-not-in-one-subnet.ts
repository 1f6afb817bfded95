import { ofFamily } from '../../model';
import type { Rule } from '../rule';

/** Both ends of a link lie in one subnet, with different addresses. */
export const linkEndsNotInOneSubnet: Rule = {
  id: 'link-ends-not-in-one-subnet',
  severity: 'error',
  title: 'Both ends of a link lie in one subnet, with different addresses.',
  explanation: 'Directly connected eBGP and BFD sessions come up only between addresses of one subnet.',
  allowed: 'two addresses of one prefix, of the same families at both ends',
  remedy: 'Correct the addresses, or leave them to the plan.',
  *check(fleet) {
    const pairs = [
      ...fleet.sites.flatMap((site) =>
        site.uplinks.map((uplink) => ({ path: uplink.path, a: uplink.borderAddresses, b: uplink.peAddresses })),
      ),
      ...fleet.networks.flatMap((network) =>
        network.links.map((link) => ({ path: link.path, a: link.ends[0].addresses, b: link.ends[1].addresses })),
      ),
    ];
    for (const { path, a, b } of pairs) {
      for (const family of [4, 6] as const) {
        const [left, right] = [ofFamily(a, family), ofFamily(b, family)];
        if (!left && !right) continue;
        // A prefix with one address is told as too small.
        if (left && !right && left.prefix.usableCount < 2) continue;
        if (left && right && left.prefix.equals(right.prefix) && left.address !== right.address) continue;
        const shown = [left, right].map((end) => (end ? `${end.address}/${end.prefix.length}` : 'none'));
        yield {
          path,
          value: shown.join(' - '),
          message: `The IPv${family} ends ${shown.join(' and ')} are not two addresses of one subnet.`,
        };
      }
    }
  },
};
