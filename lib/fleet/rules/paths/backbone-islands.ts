import { Reachability } from './reachability';
import type { Rule } from '../rule';

/** All networks are connected. */
export const backboneIslands: Rule = {
  id: 'backbone-islands',
  severity: 'warning',
  title: 'All networks are connected.',
  explanation: 'Sites in networks without a path between them cannot take over for each other.',
  allowed: 'networks joined by exchanges',
  remedy: 'Describe an exchange at which they meet.',
  needsWhole: true,
  *check(fleet) {
    const reachability = new Reachability(fleet);
    const used = [...new Set(fleet.sites.flatMap((site) => site.uplinks.map((uplink) => uplink.pe.network)))];
    for (const network of used.slice(1)) {
      if (used[0] && !reachability.connected(used[0], network))
        yield { path: network.path, value: network.name, message: `${network.name} has no path to ${used[0].name}.` };
    }
  },
};
