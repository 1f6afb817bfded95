import { join } from 'node:path';
import { AnycastService, BfdDaemonSet, FailoverAgent, Fleet, MecApp, MetalLBPeering } from 'anycast-mec';

const fleet = Fleet.load(join(__dirname, 'fleet.yaml'));

// One function for every site: the sites cannot drift apart.
const app = new MecApp(fleet, (mec) => {
  new MetalLBPeering(mec, 'peering');
  new BfdDaemonSet(mec, 'bfd');
  new AnycastService(mec, 'sensors');
  new FailoverAgent(mec, 'agent');
});

app.synth();
