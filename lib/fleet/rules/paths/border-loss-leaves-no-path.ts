import { Reachability } from './reachability';
import type { Rule } from '../rule';

/** No client network is cut off by the loss of one border router. */
export const borderLossLeavesNoPath: Rule = {
  id: 'border-loss-leaves-no-path',
  severity: 'warning',
  title: 'No client network is cut off by the loss of one border router.',
  explanation:
    'Client networks hang on the border routers of their site: with one border, its loss cuts them off, whatever other sites do.',
  allowed: 'two border routers at sites with clients, each with an uplink',
  remedy: 'Add a border router, or acknowledge it.',
  needsWhole: true,
  *check(fleet) {
    const reachability = new Reachability(fleet);
    for (const site of fleet.sites.filter((candidate) => candidate.clients.length > 0)) {
      for (const border of site.borders) {
        const lost = fleet.services
          .filter((service) => !reachability.reaches(site, service, border))
          .map((service) => service.name);
        if (lost.length)
          yield {
            path: border.path,
            value: border.fullName,
            message: `When ${border.fullName} is lost, ${site.clients.map((client) => client.name).join(', ')} has no path to ${lost.slice(0, 5).join(', ')}.`,
          };
      }
    }
  },
};
