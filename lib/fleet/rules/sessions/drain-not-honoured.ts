import { honoursDrain } from '../../model';
import type { Rule } from '../rule';

/** Every site can be drained. */
export const drainNotHonoured: Rule = {
  id: 'drain-not-honoured',
  severity: 'warning',
  title: 'Every uplink of a site honours GRACEFUL_SHUTDOWN.',
  explanation:
    'A drain asks the network to prefer other sites (RFC 8326). Where one uplink does not honour it, the network and the border would disagree ' +
    'about the better site (RFC 4264), so the borders of the site keep the request to themselves: traffic moves only when the VIP is withdrawn.',
  allowed: 'gshut: true at every uplink of the site',
  remedy: 'Leave `gshut: false` out where the network honours RFC 8326, or acknowledge that a drain of the site moves nobody.',
  *check(fleet) {
    for (const site of fleet.sites) {
      if (honoursDrain(site)) continue;
      for (const { path, name, gshut } of site.uplinks) {
        if (!gshut)
          yield {
            path: `${path}.gshut`,
            value: gshut,
            message: `A drain of ${site.name} moves nobody, as ${name} does not honour GRACEFUL_SHUTDOWN.`,
          };
      }
    }
  },
};
