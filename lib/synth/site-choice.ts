import { closest } from 'fastest-levenshtein';
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
 * @throws UnknownSiteError with the nearest name if there is no such site
 */
export function chosenSites(fleet: FleetModel, names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (!names) return undefined;
  const known = fleet.sites.map((site) => site.name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UnknownSiteError(
      `there is no site '${name}'${known.length ? `; did you mean '${closest(name, known)}'?` : ': the fleet has none'}`,
    );
  }
  return new Set(names);
}
