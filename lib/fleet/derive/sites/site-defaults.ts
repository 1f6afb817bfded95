import { givenOver } from '../../description/given-over';
import type { SiteDefaultsDescription, SiteDescription } from '../../description/site';

/** A site with the fleet's defaults below its own values; groups (`metallb`, `timers`, `border`) merge member by member. */
export function withDefaults(site: SiteDescription, defaults: SiteDefaultsDescription | undefined): SiteDescription {
  if (!defaults) return site;
  const merged: SiteDescription = givenOver(defaults, site);
  if (defaults.metallb && site.metallb) merged.metallb = givenOver(defaults.metallb, site.metallb);
  if (defaults.timers && site.timers) merged.timers = givenOver(defaults.timers, site.timers);
  if (defaults.border && site.border) merged.border = givenOver(defaults.border, site.border);
  return merged;
}
