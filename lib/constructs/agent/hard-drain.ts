import { honoursDrain } from '../../fleet/model';
import type { Site } from '../../fleet';

/**
 * Time from the drain of a site whose application died until the site is withdrawn. FRR's bgpd looks at what has changed 50 ms after the
 * first of it: a withdrawal that comes a little later than that makes the border look again just when its PE has answered the drain, and
 * not 50 ms after the answer (`lab experiment app-loss`, docs/guides/agent.md).
 */
const afterDrain = '60ms';

/** How long a site is drained before it is withdrawn for a hard failure: only where the drain alone moves upstream away. */
export function hardDrainOf(site: Site): string | undefined {
  return site.uplinks.length > 0 && honoursDrain(site) ? afterDrain : undefined;
}
