import { ofFamily } from '../../model';
import { Reachability } from '../../readings/reachability';
import type { Rule } from '../rule';

/** All networks with sites meet each other. */
export const backboneIslands: Rule = {
  id: 'backbone-islands',
  severity: 'warning',
  title: 'All networks with sites meet each other.',
  explanation:
    'Sites in networks without a path between them cannot take over for each other. Two networks that both meet a third have none: no network passes on to one peer what it learned from another (RFC 9234).',
  allowed: 'networks that meet at an exchange, each with each',
  remedy: 'Describe an exchange at which they meet.',
  needsWhole: true,
  *check(fleet) {
    const reachability = Reachability.of(fleet);
    for (const family of [4, 6] as const) {
      if (!fleet.services.some(({ vips }) => ofFamily(vips, family))) continue;
      const uplinks = fleet.sites.flatMap((site) => site.uplinks).filter(({ peAddresses }) => ofFamily(peAddresses, family));
      const used = [...new Set(uplinks.map((uplink) => uplink.pe.network))];
      for (const [index, network] of used.entries()) {
        const apart = used.slice(0, index).filter((other) => !reachability.connected(other, network, family));
        // What is apart in IPv4 is told once.
        const news = apart.filter((other) => family === 4 || reachability.connected(other, network, 4));
        if (news.length)
          yield {
            path: network.path,
            value: network.name,
            message: `${network.name} has no path to ${news.map((other) => other.name).join(', ')}${family === 6 ? ' over IPv6' : ''}.`,
          };
      }
    }
  },
};
