import { App, Chart } from 'cdk8s';
import { manifestsOf, MecCluster, standardSite } from '../../lib/constructs';
import type { ManifestFile } from '../../lib/constructs';
import type { Fleet } from '../../lib/fleet';

/**
 * The manifests of a site under the standard program.
 *
 * @throws Error with every problem that a construct reports
 */
export function siteManifests(fleet: Fleet, name: string): ManifestFile[] {
  const chart = new Chart(new App(), 'site');
  standardSite(new MecCluster(chart, 'mec', { fleet, site: fleet.site(name) }));
  const problems = chart.node.findAll().flatMap((construct) => construct.node.validate());
  if (problems.length) throw new Error(`${name}: ${problems.join('; ')}`);
  return manifestsOf(chart);
}
