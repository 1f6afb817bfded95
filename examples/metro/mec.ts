import { join } from 'node:path';
import { AnycastService, Fleet, MecApp, standardSite } from 'anycast-mec';

const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

const app = new MecApp(fleet, (mec) => {
  // What no typed layer knows goes in raw, and comes out at every site.
  new AnycastService(mec, 'video', { overrides: { Service: { spec: { trafficDistribution: 'PreferClose' } } } });
  // The rest as the fleet describes it.
  standardSite(mec);
});

app.synth();
