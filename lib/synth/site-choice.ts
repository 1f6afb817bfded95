import { nearestName } from '../fleet/findings/nearest-name';
import type { FleetModel } from '../fleet/model';

/** Thrown where a site is named that the fleet does not have. */
export class UnknownSiteError extends Error {
  public override readonly name = 'UnknownSiteError';
}

/** The sites that ANYCAST_MEC_SITES names, separated by commas; undefined where it is empty: all of them. */
export function sitesOfEnvironment(env: Readonly<Record<string, string | undefined>>): string[] | undefined {
  const names = (env.ANYCAST_MEC_SITES ?? '').split(',').flatMap((name) => name.trim() || []);
  return names.length ? names : undefined;
}

/**
 * The names as a set; undefined: all sites.
 *
 * @throws UnknownSiteError with the nearest name, or with those that there are, if there is no such site
 */
export function chosenSites(fleet: FleetModel, names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (!names) return undefined;
  const known = fleet.sites.map((site) => site.name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UnknownSiteError(`there is no site '${name}'${known.length ? suggestion(name, known) : ': the fleet has none'}`);
  }
  return new Set(names);
}

/** Most names that are listed. */
const mostNames = 10;

function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `; did you mean '${nearest}'?`;
  const more = known.length - mostNames;
  return `; there are: ${known.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
