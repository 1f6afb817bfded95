import type { Fleet, Site } from 'anycast-mec';
import { measuredService } from '../model/lab-fleet';
import { unknownName } from '../usage/usage-error';
import { orderFrom } from '../measure/cell';

/** A client network beside its site, and the sites that answer it in order. */
export interface Place {
  /** `site/network`. */
  readonly client: string;
  /** The site that answers first: that of the client. */
  readonly site: Site;
  readonly order: readonly string[];
}

/**
 * Where an experiment is done: a client network that its own site answers first, with other sites behind it. Of several the first
 * whose site has most hosts.
 *
 * @param sites least number of sites in the order. @default 2
 * @param wanted this client network, whoever answers it first. @default - any that its own site answers
 * @param fits which sites will do. @default - all
 * @param service the service that is answered. @default - the one that outages are measured by
 * @throws UsageError if there is no client network of this name; Error if the fleet has no such place
 */
export function placeIn(
  fleet: Fleet,
  sites = 2,
  wanted?: string,
  fits: (site: Site) => boolean = () => true,
  service = serviceIn(fleet),
): Place {
  const places = fleet.sites.flatMap((site) =>
    site.clients.map((network): Place => {
      const client = `${site.name}/${network.name}`;
      return { client, site, order: orderFrom(fleet, service, client) };
    }),
  );
  if (wanted !== undefined && !places.some((place) => place.client === wanted))
    throw unknownName(
      'client network',
      wanted,
      places.map((place) => place.client),
    );
  const isFitting = (place: Place) => (wanted === undefined ? place.order[0] === place.site.name : place.client === wanted);
  const fitting = places.filter((place) => fits(place.site) && isFitting(place) && place.order.length >= sites);
  const best = fitting.reduce<Place | undefined>(
    (chosen, place) => (chosen && chosen.site.hosts.length >= place.site.hosts.length ? chosen : place),
    undefined,
  );
  if (!best) throw new Error(`no client network is answered by its own site with ${sites - 1} other sites behind it`);
  return best;
}

/**
 * Name of the service by which outages are measured.
 *
 * @param wanted this one. @default - the lab's own, else the first
 * @throws Error if the fleet has none
 */
export function serviceIn(fleet: Fleet, wanted?: string): string {
  const service = measuredService(fleet, wanted);
  if (!service) throw new Error('the fleet has no service');
  return service.name;
}

/** The site of a place in the order. @throws Error if the order is shorter */
export function siteAt(order: readonly string[], place: number): string {
  const site = order[place];
  if (site === undefined) throw new Error(`the Fleet predicts no site number ${place + 1} here: ${order.join(', ')}`);
  return site;
}

/** Span over which the moment of a fault is drawn where no BFD is, ms: the hold time has no such phase, the daemons' own timers have. */
const spanWithoutBfdMs = 100;

/** The interval of the BFD session that sees the fault, ms. */
export function phaseSpan(bfd: { readonly intervalMs: number } | undefined): number {
  return bfd?.intervalMs ?? spanWithoutBfdMs;
}
