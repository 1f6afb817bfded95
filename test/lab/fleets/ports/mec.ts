import { Fleet, MecApp, standardSite } from 'anycast-mec';

// As in ../app-loss: each failure is to be the first one.
const timing = { holdDown: '3s', holdDownMax: '3s', flapWindow: '1s', maxFailures: 1000 };
const settings = { resolver: { timing }, web: { timing }, broker: { timing } };
const agent = { nodePort: 30470, actionsPerMinute: 10_000, settings };

new MecApp(Fleet.load('fleet.yaml'), (mec) => standardSite(mec, { agent })).synth();
