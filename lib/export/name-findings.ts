import { longestLabelValue } from '../contract/kubernetes';
import type { Finding } from '../fleet/findings/finding';

/** Name of what stands for a site in the engine's own cluster: a Kustomization of Flux, an Application of Argo CD. */
export function siteObjectName(fleet: string, site: string): string {
  return `${fleet}-${site}`;
}

/**
 * Sites whose {@link siteObjectName} is too long: both engines write it into a label of every object that they make
 * (`kustomize.toolkit.fluxcd.io/name`, `app.kubernetes.io/instance`), and the API server takes no longer one.
 */
export function nameFindings(fleet: string, sites: readonly string[]): Finding[] {
  return sites
    .map((site) => ({ site, name: siteObjectName(fleet, site) }))
    .filter(({ name }) => name.length > longestLabelValue)
    .map(({ site, name }) => ({
      rule: 'combined-name-too-long',
      severity: 'error',
      path: `sites.${site}`,
      value: name,
      message: `'${name}', of the names of the fleet and the site, has ${name.length} characters, and the engine makes a label of it.`,
      allowed: `names of fleet and site of at most ${longestLabelValue - 1} characters together`,
      remedy: 'Shorten the name of the fleet or of the site.',
    }));
}
