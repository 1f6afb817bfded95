import { join } from 'node:path';
import { Fleet, MecApp, standardSite } from 'anycast-mec';

const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

// Everything that the fleet describes, the same at every site.
const app = new MecApp(fleet, (mec) => standardSite(mec));

app.synth();
