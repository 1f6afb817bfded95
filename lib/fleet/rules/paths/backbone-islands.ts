import { Reachability } from './reachability';
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
    const reachability = new Reachability(fleet);
    const used = [...new Set(fleet.sites.flatMap((site) => site.uplinks.map((uplink) => uplink.pe.network)))];
    for (const [index, network] of used.entries()) {
      const apart = used.slice(0, index).filter((other) => !reachability.connected(other, network));
      if (apart.length)
        yield {
          path: network.path,
          value: network.name,
          message: `${network.name} has no path to ${apart.map((other) => other.name).join(', ')}.`,
        };
    }
  },
};
