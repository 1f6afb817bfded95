import { service, workload } from './changes';
import type { RuleCase } from './changes';

const limit = { perClient: '5r/s' };
const tls = { secret: 'sensors-tls', redirectFrom: 80 };

/** Rules about what stands in front of a service. */
export const casesLimiter: readonly RuleCase[] = [
  {
    rule: 'tls-port',
    accepted: service({ workload, port: 443, rateLimit: { ...limit, tls } }),
    refused: service({ workload, port: 80, rateLimit: { ...limit, tls } }),
    path: 'services.sensors.port',
    value: 80,
  },
  {
    rule: 'tls-port',
    accepted: service({ workload, port: 8443, rateLimit: { ...limit, tls } }),
    refused: service({ workload, port: 8443, rateLimit: { ...limit, tls: { ...tls, redirectFrom: 8443 } } }),
    path: 'services.sensors.rateLimit.tls.redirectFrom',
    value: 8443,
  },
  {
    rule: 'tls-port',
    accepted: service({ workload, ports: [{ port: 443 }], rateLimit: { ...limit, tls } }),
    refused: service({ workload, ports: [{ port: 80 }], rateLimit: { ...limit, tls: { secret: 'sensors-tls' } } }),
    path: 'services.sensors.ports[0].port',
    value: 80,
  },
];
