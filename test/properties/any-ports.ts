import * as fc from 'fast-check';
import type { HealthDescription } from '../../lib/fleet/description/health';
import type { ServicePortDescription } from '../../lib/fleet/description/port';

type Port = Required<Pick<ServicePortDescription, 'port' | 'protocol'>>;

/** What a health may ask over TCP, beside HTTP and a connection. */
const overTcp: readonly HealthDescription[] = [
  { tls: { serverName: 'www.example.org' } },
  { tls: { verify: false } },
  { http: '/', tls: { verify: false } },
  { grpc: {} },
  { grpc: { service: 'shop.v1.Cart' }, tls: { serverName: 'cart' } },
];
/** What the rate limiter, which speaks HTTP, passes on. */
const overHttp: readonly HealthDescription[] = [{}, { http: '/healthz' }, { http: '/a%20b?c=d&e' }];
const overUdp: readonly HealthDescription[] = [
  { dns: { name: 'www.example.org' } },
  { dns: { name: '.', type: 'SOA', answers: 0 } },
  { udp: { send: 'ping' } },
  { udp: { send: 'ping\n"', expect: '^po?ng\\s' } },
  { quic: {} },
];

/** Timing that can be kept; {} is that of a profile. */
const timing: readonly HealthDescription[] = [
  {},
  { profile: 'fast' },
  { profile: 'baseline', fall: 1000, rise: 1000 },
  { every: '10ms', timeout: '10ms', fall: 1 },
  { every: '1min', timeout: '2min', fall: 2 },
  { every: '60min' },
  { every: '0.5s', timeout: '1.5s' },
];

const timed = (kinds: readonly HealthDescription[]): fc.Arbitrary<HealthDescription> =>
  fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...timing)).map(([kind, when]) => ({ ...kind, ...when }));

/** Healths that can see a port of the protocol. */
export const anyHealth = (protocol: 'TCP' | 'UDP'): fc.Arbitrary<HealthDescription> =>
  timed(protocol === 'UDP' ? overUdp : [...overHttp, ...overTcp]);

/** Healths that a service behind the rate limiter may have. */
export const limitedHealth = timed(overHttp);

const onePort: fc.Arbitrary<ServicePortDescription> = fc
  .record<Port>({ port: fc.constantFrom(53, 80, 443, 1883, 8883, 65535), protocol: fc.constantFrom('TCP', 'UDP') })
  .chain((port) =>
    fc
      .record({
        health: port.protocol === 'UDP' ? anyHealth('UDP') : fc.option(anyHealth('TCP'), { nil: undefined }),
        targetPort: fc.option(fc.constantFrom(port.port, port.port - 1), { nil: undefined }),
        isNamed: fc.boolean(),
      })
      .map(({ health, targetPort, isNamed }) => ({
        ...port,
        ...(health && { health }),
        ...(targetPort !== undefined && { targetPort }),
        ...(isNamed && { name: `p${port.port}-${port.protocol === 'UDP' ? 'u' : 't'}` }),
      })),
  );

/** Several ports of a service, which can all be seen. */
export const anyPorts: fc.Arbitrary<ServicePortDescription[]> = fc.uniqueArray(onePort, {
  minLength: 1,
  maxLength: 4,
  selector: ({ port, protocol }) => `${port}/${protocol}`,
});
