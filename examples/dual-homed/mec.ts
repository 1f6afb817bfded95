import { join } from 'node:path';
import { Fleet, MecApp, standardSite } from 'anycast-mec';

export const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

// What runs at a site is as the fleet describes it.
export const site = standardSite;

if (require.main === module) new MecApp(fleet, site).synth();
