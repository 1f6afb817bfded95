import { join } from 'node:path';
import { AnycastService, BfdDaemonSet, FailoverAgent, Fleet, MecApp, MetalLBPeering } from 'anycast-mec';
import type { MecCluster } from 'anycast-mec';

export const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

/** What runs at a site: one function for all, so that sites cannot drift apart. */
export function site(mec: MecCluster): void {
  new MetalLBPeering(mec, 'peering');
  new BfdDaemonSet(mec, 'bfd');
  new AnycastService(mec, 'sensors');
  new FailoverAgent(mec, 'agent');
}

if (require.main === module) new MecApp(fleet, site).synth();
