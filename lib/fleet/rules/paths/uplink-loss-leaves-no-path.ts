import { Reachability } from '../../readings/reachability';
import type { Rule } from '../rule';

/** No client network is cut off by the loss of one uplink. */
export const uplinkLossLeavesNoPath: Rule = {
  id: 'uplink-loss-leaves-no-path',
  severity: 'warning',
  title: 'No client network is cut off by the loss of one uplink.',
  explanation:
    'A site that does not serve a service itself reaches it over its uplinks: with one, its loss cuts its clients off.',
  allowed: 'two uplinks, or the service at the site itself',
  remedy: 'Add an uplink, or acknowledge it.',
  needsWhole: true,
  *check(fleet) {
    const reachability = Reachability.of(fleet);
    for (const site of fleet.sites.filter((candidate) => candidate.clients.length > 0)) {
      for (const uplink of site.uplinks) {
        const lost = reachability.missed(site, fleet.services, uplink);
        if (lost.length)
          yield {
            path: uplink.path,
            value: uplink.name,
            message: `When the uplink ${uplink.name} is lost, ${site.clients.map((client) => client.name).join(', ')} has no path to ${lost.slice(0, 5).join(', ')}.`,
          };
      }
    }
  },
};
