import { Fleet } from '../../../../lib/fleet';
import { testbed } from '../../testbed';

/** What is found of the services of a fleet with this one: rule and place. */
function findings(service: object): string[] {
  const fleet = { ...testbed(), services: { a: { vip: '11.11.11.11', selector: { app: 'a' }, ...service } } };
  return Fleet.examine(fleet)
    .findings.filter(({ severity, path }) => severity === 'error' && path.startsWith('services'))
    .map(({ rule, path }) => `${rule} ${path.replace('services.a.', '')}`);
}

const dns = { name: 'example.org' };
const udp53 = { port: 53, protocol: 'UDP' };

describe('the ports and the health of a service', () => {
  test.each<[string, object]>([
    ['DNS', { ports: [{ ...udp53, health: { dns } }, { port: 53 }] }],
    ['DNS by the health of the service', { ports: [udp53, { port: 53 }], health: { dns } }],
    [
      'QUIC and TLS',
      {
        ports: [
          { port: 443, health: { tls: { serverName: 'a.example' } } },
          { port: 443, protocol: 'UDP', health: { quic: {} } },
        ],
      },
    ],
    [
      'MQTT',
      {
        ports: [
          { port: 1883, name: 'mqtt' },
          { port: 8883, name: 'mqtts' },
        ],
      },
    ],
    ['UDP with HTTP beside it', { port: 7007, protocol: 'UDP', health: { http: '/healthz' } }],
    [
      'several of UDP, and a port that answers for all',
      { ports: [udp53, { port: 123, protocol: 'UDP' }], health: { http: '/healthz', port: 9000 } },
    ],
    ['names of 15 characters', { ports: [{ port: 1, name: 'a23456789-12345' }] }],
    ['a minute between probes', { health: { every: '1min', timeout: '2s' } }],
    ['probes more often than the profile waits', { health: { every: '50ms' } }],
    ['the bounds of timing', { health: { every: '10ms', timeout: '10ms', fall: 1 } }],
    ['a path with an escape', { health: { http: '/health%20z?full=1' } }],
  ])('are taken: %s', (_, service) => expect(findings(service)).toEqual([]));

  test.each<[string, object, string[]]>([
    ['one port twice', { ports: [{ port: 80 }, { port: 80, name: 'b' }] }, ['duplicate-port ports[1].port']],
    [
      'one name twice',
      {
        ports: [
          { port: 80, name: 'a' },
          { port: 81, name: 'a' },
        ],
      },
      ['duplicate-port ports[1].name'],
    ],
    [
      'a name that another port has by itself',
      { ports: [{ port: 80, name: 'tcp-81' }, { port: 81 }] },
      ['duplicate-port ports[1].name'],
    ],
    ['a name of 16 characters', { ports: [{ port: 1, name: 'a23456789-123456' }] }, ['schema ports[0].name']],
    ['a name without a letter', { ports: [{ port: 1, name: '443' }] }, ['schema ports[0].name']],
    ['a name with two dashes', { ports: [{ port: 1, name: 'a--b' }] }, ['schema ports[0].name']],
    ['a name with a capital', { ports: [{ port: 1, name: 'Web' }] }, ['schema ports[0].name']],
    ['port 0', { ports: [{ port: 0 }] }, ['schema ports[0].port']],
    ['no port at all', { ports: [] }, ['schema ports']],
    ['a protocol that no VIP has', { ports: [{ port: 1, protocol: 'SCTP' }] }, ['schema ports[0].protocol']],
    [
      'both forms',
      { port: 1, protocol: 'TCP', ports: [{ port: 1 }] },
      ['ports-in-two-forms port', 'ports-in-two-forms protocol'],
    ],
    ['UDP without health', { protocol: 'UDP' }, ['health-cannot-see health']],
    ['UDP with a timing alone', { protocol: 'UDP', health: { every: '1s' } }, ['health-cannot-see health']],
    ['UDP asked for a connection at its own port', { ...udp53, health: { port: 53 } }, ['health-cannot-see health']],
    ['TCP asked by DNS', { port: 53, health: { dns } }, ['health-cannot-see health']],
    ['TCP asked by UDP at its own port', { port: 53, health: { dns, port: 53 } }, ['health-cannot-see health']],
    [
      'UDP beside TCP that HTTP alone asks',
      { ports: [{ port: 443 }, { port: 443, protocol: 'UDP' }], health: { http: '/' } },
      ['health-cannot-see ports[1].health'],
    ],
    [
      'the second of two of UDP',
      { ports: [udp53, { port: 5353, protocol: 'UDP' }], health: { dns } },
      ['health-cannot-see ports[1].health'],
    ],
    [
      'two things asked at once',
      { health: { dns, udp: { send: 'x' } } },
      ['health-cannot-see health', 'health-of-two-kinds health.udp'],
    ],
    ['TLS under DNS', { ...udp53, health: { dns, tls: { verify: false } } }, ['health-of-two-kinds health.dns']],
    ['a certificate without a name', { health: { tls: {} } }, ['certificate-without-name health.tls']],
    ['an interval that is too short', { health: { every: '5ms' } }, ['health-timing health.every']],
    [
      'one that is too short at two ports, once',
      { ports: [{ port: 1 }, { port: 2 }], health: { every: '5ms' } },
      ['health-timing health.every'],
    ],
    ['an interval of two hours', { health: { every: '120min' } }, ['health-timing health.every']],
    ['a timeout beyond what decides', { health: { every: '100ms', timeout: '2s' } }, ['health-timing health.timeout']],
    ['one of a port, too', { ports: [{ port: 1, health: { timeout: '2s' } }] }, ['health-timing ports[0].health.timeout']],
    ['a timeout of nothing', { health: { timeout: '0ms' } }, ['health-timing health.timeout']],
    ['more failures than anybody waits for', { health: { fall: 2147483648 } }, ['schema health.fall']],
    ['a path with a blank', { health: { http: '/health z' } }, ['schema health.http']],
    ['a path with a line break', { health: { http: '/a\nb' } }, ['schema health.http']],
    ['a path with an umlaut', { health: { http: '/gesund-ü' } }, ['schema health.http']],
    [
      'a regular expression that is none',
      { ...udp53, health: { udp: { send: 'x', expect: '(' } } },
      ['schema health.udp.expect'],
    ],
    ['a rate limit of UDP', { ...udp53, health: { dns }, rateLimit: { perClient: '5r/s' } }, ['rate-limit-not-http rateLimit']],
    [
      'a rate limit of two ports',
      { ports: [{ port: 80 }, { port: 1883 }], rateLimit: { perClient: '5r/s' } },
      ['rate-limit-not-http rateLimit'],
    ],
    ['a rate limit of gRPC', { health: { grpc: {} }, rateLimit: { perClient: '5r/s' } }, ['rate-limit-not-http rateLimit']],
    [
      'a rate limit of HTTPS',
      { health: { http: '/', tls: { verify: false } }, rateLimit: { perClient: '5r/s' } },
      ['rate-limit-not-http rateLimit'],
    ],
  ])('are refused with their place: %s', (_, service, found) => expect(findings(service)).toEqual(found));
});
