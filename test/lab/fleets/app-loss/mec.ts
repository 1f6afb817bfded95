import { Fleet, MecApp, standardSite } from 'anycast-mec';

// A failure every ten seconds is what an agent calls flapping: it would stay away longer each time, and soon for good, and what it may
// withdraw in a minute would be spent. Each trial is to be the first one, so the absence is short (but longer than a container takes to
// start again and to be served again) and failures are forgotten at once. The agents look at each other, as docs/guides/agent.md
// advises. Nothing else is otherwise than by default.
const timing = { holdDown: '3s', holdDownMax: '3s', flapWindow: '1s', maxFailures: 1000 };
const agent = { nodePort: 30470, actionsPerMinute: 10_000, settings: { 'lab-probe': { timing } } };

new MecApp(Fleet.load('fleet.yaml'), (mec) => standardSite(mec, { agent })).synth();
