import { join } from 'node:path';
import { AnycastService, Fleet, MecApp, MetalLBPeering } from 'anycast-mec';

const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

const app = new MecApp(fleet, (mec) => {
  new MetalLBPeering(mec, 'peering');
  // The fleet names the labels of the pods that are there: a Service is all that is made for them.
  new AnycastService(mec, 'shop');
});

app.synth();
