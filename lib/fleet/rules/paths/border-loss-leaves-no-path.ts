import type { BorderRouter, DerivedModel } from '../../model';
import { Reachability } from '../../readings/reachability';
import type { Rule } from '../rule';

/** No client network is cut off by the loss of one border router. */
export const borderLossLeavesNoPath: Rule = {
  id: 'border-loss-leaves-no-path',
  severity: 'warning',
  title: 'No client network is cut off by the loss of one border router.',
  explanation:
    'Client networks hang on the border routers of their site: with one border, its loss cuts them off, whatever other sites do. With several the next takes its gateways over (VRRP, RFC 5798), and must have an uplink to lead to other sites.',
  allowed: 'two border routers at sites with clients, each with an uplink',
  remedy: 'Add a border router, or acknowledge it.',
  needsWhole: true,
  *check(fleet) {
    const reachability = Reachability.of(fleet);
    for (const site of fleet.sites.filter((candidate) => candidate.clients.length > 0)) {
      for (const border of site.borders) {
        const missing = unreachable(fleet, reachability, border);
        if (missing === undefined) continue;
        yield {
          path: border.path,
          value: border.fullName,
          message: `When ${border.fullName} is lost, ${site.clients.map((client) => client.name).join(', ')} has no path to ${missing}.`,
          ...(site.borders.length > 1 && { remedy: 'Give another border router of the site an uplink, or acknowledge it.' }),
        };
      }
    }
  },
};

/** What the clients of a site do not reach without one of its borders, in words; undefined where they reach everything. */
function unreachable(fleet: DerivedModel, reachability: Reachability, border: BorderRouter): string | undefined {
  const { site } = border;
  const lost = reachability.missed(site, fleet.services, border);
  if (lost.length) return lost.slice(0, 5).join(', ');
  const last = site.uplinks.length > 0 && site.uplinks.every((uplink) => uplink.border === border);
  return last ? `any other site: no other border router of ${site.name} has an uplink` : undefined;
}
