import type { Fleet, Site, Uplink } from 'anycast-mec';
import type { Cell } from '../measure/cell';
import { phaseSpan, placeIn, siteAt } from './place';

/** A site that serves clients of another one, across the backbone. */
export interface Across {
  /** What the cells have in common: the client's own site is withdrawn all the time, so that the next one serves. */
  readonly common: Pick<Cell, 'client' | 'setUp' | 'first' | 'next' | 'after' | 'budget' | 'phaseSpanMs'>;
  readonly site: Site;
  readonly uplink: Uplink;
}

/**
 * Where the loss of an uplink or a border is seen: at their own site clients lose their way in with it, so clients of another
 * site are asked.
 *
 * @throws Error if the fleet has no three sites in the order of a client, or the serving one has several uplinks
 */
export function acrossIn(fleet: Fleet): Across {
  const place = placeIn(fleet, 3);
  const site = fleet.site(siteAt(place.order, 1));
  const [uplink, another] = site.uplinks;
  if (!uplink || another)
    throw new Error(`${site.name} has ${site.uplinks.length} uplinks: this experiment is for a site with one`);
  return {
    site,
    uplink,
    common: {
      client: place.client,
      setUp: [{ verb: 'withdraw', target: place.site.name }],
      first: site.name,
      next: siteAt(place.order, 2),
      after: 'other-site',
      budget: { site: site.name, case: 'border-loss' },
      phaseSpanMs: phaseSpan(uplink.bfd),
    },
  };
}
