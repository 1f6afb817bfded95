import { Fleet, MecApp, standardSite } from 'anycast-mec';
import type { FailoverAgentProps } from 'anycast-mec';

// Algorithm 1 as the thesis ran it: every 100 ms, three failures of any kind, then the type of the Service is changed, without a look at
// other sites. As in app-loss each failure is to be the first one.
const settings: FailoverAgentProps['settings'] = {
  'lab-probe': {
    actuator: 'service-type',
    health: { profile: 'baseline' },
    guards: { lastSite: 'off' },
    timing: { holdDown: '3s', holdDownMax: '3s', flapWindow: '1s', maxFailures: 1000 },
  },
};

new MecApp(Fleet.load('fleet.yaml'), (mec) =>
  // The policy holds an agent to route labels.
  standardSite(mec, { agent: { settings, admissionPolicy: false } }),
).synth();
