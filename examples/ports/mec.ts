import { join } from 'node:path';
import { Fleet, MecApp, standardSite } from 'anycast-mec';
import type { MecCluster } from 'anycast-mec';

export const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

/** Everything that the fleet describes. */
export function site(mec: MecCluster): void {
  standardSite(mec);
}

if (require.main === module) new MecApp(fleet, site).synth();
