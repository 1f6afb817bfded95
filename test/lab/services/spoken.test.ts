import { Fleet } from 'anycast-mec';
import type { FleetDescription } from 'anycast-mec';
import { listenersAtVips, listenersOf } from '../../../lab/src/services/listeners';
import { servicePrograms } from '../../../lab/src/services/programs';
import { streamAt } from '../../../lab/src/services/stream';
import { spokenAt } from '../../../lab/src/services/spoken';
import { small } from '../keeper/running';

type ServiceDescription = NonNullable<FleetDescription['services']>[string];

const fleetOf = (given: Partial<ServiceDescription>) =>
  Fleet.from({ ...small, services: { app: { vip: '203.0.113.1', workload: { image: 'registry.example/app:1.0' }, ...given } } });
const serviceOf = (given: Partial<ServiceDescription>) => fleetOf(given).service('app');

/** What is spoken at each port, such as `53/UDP dns`. */
const spoken = (given: Partial<ServiceDescription>) => {
  const service = serviceOf(given);
  return service.ports.map((port) => `${port.port}/${port.protocol} ${spokenAt(service, port)}`);
};

describe('what is spoken at a port', () => {
  test.each<[string, Partial<ServiceDescription>, string[]]>([
    ['HTTP where nothing else is said', { port: 8000 }, ['8000/TCP http']],
    ["the lab's datagrams over UDP", { port: 7000, protocol: 'UDP', health: { udp: { send: 'ping' } } }, ['7000/UDP echo']],
    ['HTTP in front of UDP', { port: 7000, protocol: 'UDP', health: { http: '/healthz' } }, ['7000/UDP echo']],
    ['what a health asks', { port: 5353, protocol: 'UDP', health: { dns: { name: 'example.org' } } }, ['5353/UDP dns']],
    ['gRPC, which is HTTP', { port: 50051, health: { grpc: {} } }, ['50051/TCP http']],
    ['TLS, which is HTTP unless told', { port: 4443, health: { tls: { verify: false } } }, ['4443/TCP https']],
    ['TLS at the port of MQTT', { port: 8883, health: { tls: { verify: false } } }, ['8883/TCP mqtts']],
    ['HTTP over TLS at any port', { port: 8883, health: { http: '/', tls: { verify: false } } }, ['8883/TCP https']],
    ['what a registered number says', { port: 1883 }, ['1883/TCP mqtt']],
    ['plain HTTP at 443 behind a rate limiter', { port: 443, rateLimit: { perClient: '5r/s' } }, ['443/TCP http']],
    ['HTTP at 443 where a health asks so', { port: 443, health: { http: '/' } }, ['443/TCP http']],
  ])('is %s', (_, given, expected) => {
    expect(spoken(given)).toEqual(expected);
  });

  test.each([
    ['mqtt', 'TCP', 'mqtt'],
    ['secure-mqtt', 'TCP', 'mqtts'],
    ['mqtts-eu', 'TCP', 'mqtts'],
    ['dns-tcp', 'TCP', 'dns'],
    ['domain', 'TCP', 'dns'],
    ['https', 'TCP', 'https'],
    // What cannot be spoken over a transport is not what the name means.
    ['h3', 'TCP', 'http'],
  ] as const)('is what its name %s says over %s', (name, protocol, expected) => {
    expect(spoken({ ports: [{ port: 9999, protocol, name }] })).toEqual([`9999/${protocol} ${expected}`]);
  });

  test('is said port by port, each by its own health', () => {
    expect(
      spoken({
        ports: [
          { port: 53, protocol: 'UDP', health: { dns: { name: 'example.org' } } },
          { port: 53 },
          { port: 443, protocol: 'UDP', health: { quic: {} } },
          { port: 443, health: { tls: { verify: false } } },
          { port: 8883, health: { tls: { verify: false } } },
        ],
      }),
    ).toEqual(['53/UDP dns', '53/TCP dns', '443/UDP h3', '443/TCP https', '8883/TCP mqtts']);
  });
});

describe('the pods of a service', () => {
  test('listen where the VIP leads, and where their health is asked besides', () => {
    const ports = [{ port: 443, targetPort: 8443, health: { http: '/healthz', port: 9000 } }];
    expect(listenersOf(serviceOf({ ports }))).toEqual([
      { port: 8443, protocol: 'TCP', speaks: 'https' },
      { port: 9000, protocol: 'TCP', speaks: 'http', health: ['/healthz'] },
    ]);
  });

  test('answer HTTP beside UDP, where the health of UDP is asked by it', () => {
    const given = { port: 7000, protocol: 'UDP', targetPort: 7000, health: { http: '/' } } as const;
    expect(listenersOf(serviceOf(given))).toEqual([
      { port: 7000, protocol: 'UDP', speaks: 'echo' },
      { port: 7000, protocol: 'TCP', speaks: 'http', health: ['/'] },
    ]);
  });

  test('give as many records as the health of a name server wants', () => {
    const ports = [{ port: 53, protocol: 'UDP' as const, health: { dns: { name: 'example.org', answers: 3 } } }];
    expect(listenersOf(serviceOf({ ports }))).toEqual([{ port: 53, protocol: 'UDP', speaks: 'dns', answers: 3 }]);
  });
});

test('a host without a cluster answers at the VIPs themselves', () => {
  const service = serviceOf({ ports: [{ port: 443, targetPort: 8443, health: { tls: { verify: false } } }] });
  expect(listenersAtVips(service)).toEqual([{ address: '203.0.113.1', port: 443, protocol: 'TCP', speaks: 'https' }]);
});

describe('the programs of the lab', () => {
  test('are not needed by a fleet of HTTP', async () => {
    expect(await servicePrograms(fleetOf({}))).toEqual({});
  });

  test('are wanted where a port is to be asked that Node.js cannot ask', () => {
    const service = serviceOf({ ports: [{ port: 1883 }] });
    const [[vip], [port]] = [service.vips, service.ports];
    const ask = (client?: string) =>
      streamAt(service, vip!, port!, client === undefined ? {} : { client }, { name: 'x', intervalMs: () => 20, timeoutMs: 250 });
    expect(ask('/opt/client')).toMatchObject({ kind: 'asked', speaks: 'mqtt', protocol: 'TCP', port: 1883, intervalMs: 20 });
    expect(() => ask()).toThrow('1883/TCP of app: mqtt is asked by the sample client');
  });
});
