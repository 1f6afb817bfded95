import { service, workload } from './changes';
import type { RuleCase } from './changes';

const limit = { perClient: '5r/s' };
const tls = { secret: 'sensors-tls', redirectFrom: 80 };

const clients = (lists: object) => service({ workload, rateLimit: { ...limit, clients: lists } });
const balanced = (from: string[]) => service({ workload, rateLimit: { ...limit, proxyProtocol: { from } } });

/** Rules about what stands in front of a service. */
export const casesLimiter: readonly RuleCase[] = [
  {
    rule: 'client-lists-contradict',
    accepted: clients({ deny: ['192.0.2.0/25'], unlimited: ['192.0.2.0/24'] }),
    refused: clients({ deny: ['192.0.2.0/24'], unlimited: ['198.51.100.0/24', '192.0.2.0/25'] }),
    path: 'services.sensors.rateLimit.clients.unlimited[1]',
    value: '192.0.2.0/25',
  },
  {
    rule: 'client-lists-contradict',
    accepted: clients({ deny: ['2001:db8:1::/48'], onlyFrom: ['2001:db8::/32'] }),
    refused: clients({ deny: ['2001:DB8::/32'], onlyFrom: ['2001:db8::/32'] }),
    path: 'services.sensors.rateLimit.clients.onlyFrom[0]',
    value: '2001:db8::/32',
  },
  {
    rule: 'client-lists-contradict',
    accepted: clients({ onlyFrom: ['192.0.2.0/25'], unlimited: ['192.0.2.0/24'], deny: ['198.51.100.0/24'] }),
    refused: clients({ onlyFrom: ['192.0.2.0/25'], unlimited: ['192.0.2.128/25'] }),
    path: 'services.sensors.rateLimit.clients.unlimited[0]',
    value: '192.0.2.128/25',
  },
  {
    rule: 'proxy-protocol-trust',
    accepted: balanced(['10.0.0.0/8']),
    refused: balanced(['10.0.0.0/8', '0.0.0.0/0']),
    path: 'services.sensors.rateLimit.proxyProtocol.from[1]',
    value: '0.0.0.0/0',
  },
  {
    rule: 'proxy-protocol-trust',
    accepted: balanced(['10.0.0.0/8', '192.0.2.1/32']),
    refused: balanced(['10.0.0.0/8', '2001:db8::1/128']),
    path: 'services.sensors.rateLimit.proxyProtocol.from[1]',
    value: '2001:db8::1/128',
  },
  {
    rule: 'service-in-maintenance',
    accepted: service({ workload, rateLimit: { ...limit, maintenance: { active: false, text: 'Back at 14:00 UTC.' } } }),
    refused: service({ workload, rateLimit: { ...limit, maintenance: { active: true, text: 'Back at 14:00 UTC.' } } }),
    path: 'services.sensors.rateLimit.maintenance.active',
    value: true,
  },
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
