import { join } from 'node:path';
import { AnycastService, Fleet, MecApp, standardSite } from 'anycast-mec';
import type { MecCluster } from 'anycast-mec';

export const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

/** What runs at a site: one function for all, so that sites cannot drift apart. */
export function site(mec: MecCluster): void {
  // What no typed layer knows goes in raw, and comes out at every site.
  new AnycastService(mec, 'video', { overrides: { Service: { spec: { trafficDistribution: 'PreferClose' } } } });
  // The rest as the fleet describes it.
  standardSite(mec);
}

if (require.main === module) new MecApp(fleet, site).synth();
