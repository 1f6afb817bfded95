import { join } from 'node:path';
import { AnycastService, Fleet, MecApp, MetalLBPeering } from 'anycast-mec';
import type { MecCluster } from 'anycast-mec';

export const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

/** What runs at a site: one function for all, so that sites cannot drift apart. */
export function site(mec: MecCluster): void {
  new MetalLBPeering(mec, 'peering');
  // The fleet names the labels of the pods that are there: a Service is all that is made for them.
  new AnycastService(mec, 'shop');
}

if (require.main === module) new MecApp(fleet, site).synth();
