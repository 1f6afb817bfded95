import * as fc from 'fast-check';
import { anyFleet } from './any-fleet';
import { anyHealth, anyPorts } from './any-ports';

/** Names that meet those of our own parts and objects, of the namespaces of others, and of members of every object. */
const name = fc.constantFrom(
  ...['app', 'app-workload', 'app-limiter', 'agent', 'bfd', 'peering', 'constructor', 'namespace-app', 'binding-app'],
  ...['host-password', 'failover-agent', 'default', 'kube-dns', 'metallb-system', 'anycast-agent', 'anycast-bfd', 'a'.repeat(40)],
);

/** A value of the given ones, or none; an odd one now and then. */
const some = <T>(values: readonly T[], odd: readonly unknown[] = []): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constant(undefined) },
    { weight: 40, arbitrary: fc.constantFrom(...values) },
    ...(odd.length ? [{ weight: 1, arbitrary: fc.constantFrom(...odd) }] : []),
  );

const workload = fc.record({
  image: fc.constantFrom('registry.example/app:1', 'app:1.2-x_y', `app@sha256:${'0a'.repeat(32)}`),
  replicas: some([1, 3], [0]),
  port: some([1, 8080, 65535], [65536]),
  command: some([['/bin/app'], []], [['\0']]),
  args: some([['--name', '$(HOST)', '"; }\n'], ['']]),
  env: some<unknown>([{ A: '' }, { 'a.b-c': '$(A)', constructor: '1' }], [{ 'A B': '1' }, { '1': '1' }]),
  cpu: some(['30m', '0.5'], ['0', '0.0001']),
  memory: some(['64Mi', '1G'], ['0Mi', '1m']),
  runAsUser: some([1, 65534], [0]),
});

/** What no agent can ask, or not so. */
const oddHealths: readonly unknown[] = [
  ...['', 'healthz', '/a b', '/\u00e9', '/%zz', '/a#b', '/a\r\nHost: b', `//${'a'.repeat(10)}`].map((http) => ({ http })),
  ...['1ms', '9.9ms', '0ms', '61min', '2h', '-1s', '1e3ms', 50, '99999999s', ''].map((every) => ({ every })),
  ...['9ms', '301ms', '1h', ''].map((timeout) => ({ timeout })),
  { every: '1ms', timeout: '5s' },
  { every: '100ms', timeout: '2s' },
  ...[0, 1.5, 1001, 2 ** 31, 1e300, -1].flatMap((count) => [{ fall: count }, { rise: count }]),
  ...['', 'a b', '..', '.a', 'a..b', 'a'.repeat(64), `${'a.'.repeat(127)}a`, 'b\u00fccher.example'].map((name) => ({
    dns: { name },
  })),
  ...['A6', 'a'].map((type) => ({ dns: { name: 'a.example', type } })),
  ...[-1, 65_536].map((answers) => ({ dns: { name: 'a.example', answers } })),
  ...['', 'a'.repeat(1233), '\u20ac'.repeat(411)].map((send) => ({ udp: { send } })),
  ...['(', '[', '*', '(?<a'].map((expect) => ({ udp: { send: 'a', expect } })),
  ...['', '10.0.0.1', '2001:db8::1', 'a b', '*.example.org', 'a'.repeat(254)].map((serverName) => ({ tls: { serverName } })),
  ...[{}, { verify: true }, { verify: 'no' }].map((tls) => ({ tls })),
  ...['', '\0', 'a\nb', '\ud800', 'a'.repeat(100_000)].map((grpcService) => ({ grpc: { service: grpcService } })),
  ...[{}, { service: 1 }, null, true].map((grpc) => ({ grpc, http: '/' })),
  ...[{ quic: {}, dns: { name: 'a.example' } }, { quic: { version: 1 } }, { quic: {}, tls: { verify: false } }],
  ...[0, 65_536, '80'].map((port) => ({ port })),
  ...['slow', ''].map((profile) => ({ profile })),
  ...[{ __proto__: null, constructor: {} }, { hold: true }, [], null, 'http'],
];

const health = fc.oneof(
  { weight: 12, arbitrary: anyHealth('TCP') },
  { weight: 2, arbitrary: fc.constantFrom<unknown>({ port: 9000 }, { port: 9000, http: '/healthz' }) },
  { weight: 1, arbitrary: anyHealth('UDP') },
  { weight: 2, arbitrary: fc.constantFrom(...oddHealths) },
);

/** Ports, of which one or the other is odd now and then. */
const ports = fc
  .tuple(
    anyPorts,
    some([undefined], [{ port: 0 }, { port: 53 }, { port: 53, protocol: 'UDP' }, { protocol: 'TCP' }, {}, null, 53]),
    some([undefined], ['', 'A', 'a--b', '-a', '53', 'a'.repeat(16), 'constructor', 'service']),
    fc.option(health, { freq: 6, nil: undefined }),
  )
  .map(([given, further, named, own]) => [
    ...given.map((port, index) => ({
      ...port,
      ...(index === 0 && named !== undefined && { name: named }),
      ...(index === 0 && own !== undefined && { health: own }),
    })),
    ...(further === undefined ? [] : [further]),
  ]);

/** One port in short, several, and, wrongly, both. */
const reach = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      port: some([53, 80, 65535], [0]),
      protocol: some(['TCP'], ['UDP']),
      targetPort: some([8080, 65535], [0]),
    }),
  },
  { weight: 20, arbitrary: ports.map((given) => ({ ports: given })) },
  { weight: 1, arbitrary: fc.constantFrom<object>({ ports: [] }, { ports: [{ port: 80 }], port: 80 }, { ports: {} }) },
);

const service = fc.record({
  namespace: some(['app', 'shared', '5g-core', 'n'.repeat(63)], ['kube-system', 'anycast-agent', 'N', 'n'.repeat(64)]),
  health: fc.option(health, { freq: 2, nil: undefined }),
  // Seldom: it goes with ports of HTTP alone, so most fleets of which every service had one would be refused.
  rateLimit: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { perClient: '5r/s' },
        { perClient: '1r/m', burst: 0, aggregate: '100r/s', connectionsPerClient: 1 },
        { perClient: '5r/s', tls: { secret: 'a', redirectFrom: 8080 } },
        { perClient: '5r/s', tls: { certificate: { issuerRef: { name: 'a' }, dnsNames: ['*.a'] } } },
        { perClient: '5r/s', maintenance: { active: true, retryAfter: '1h', text: '"$' } },
        { perClient: '5r/s', maintenance: {} },
        { perClient: '5r/s', proxyProtocol: { from: ['10.0.0.0/8'] }, tls: { secret: 'a' } },
        { perClient: '5r/s', proxyProtocol: { from: ['0.0.0.0/0'] } },
        { perClient: '5r/s', tls: {} },
        { perClient: '5r/s', clients: { onlyFrom: ['::/0', '10.0.0.0/8'], deny: ['10.0.0.0/9'], unlimited: ['10.128.0.0/9'] } },
        { perClient: '5r/s', clients: { deny: ['10.0.0.1/8'] } },
        { perClient: '5r/s', perHeader: [{ header: 'Client', rate: '1r/s' }], perPath: { rate: '9r/m', burst: 0 } },
        { perClient: '5r/s', perHeader: [{ header: 'a{', rate: '1r/s' }] },
        { perClient: '5r/s', tls: { secret: '-' } },
      ),
    },
  ),
  externalTrafficPolicy: some(['Local'], ['Cluster']),
});

/** What answers at the VIP. */
const backend: fc.Arbitrary<object> = fc.oneof(
  { weight: 20, arbitrary: workload.map((given) => ({ workload: given })) },
  { weight: 10, arbitrary: fc.constantFrom({ selector: { app: 'a' } }, { selector: { 'example.com/app': '' } }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { selector: {} }, { selector: { app: '-' } }, { selector: { 'a b': 'c' } }) },
);

/** Valid fleets with services as anybody may write them, and some as nobody should. */
export const oddServices: fc.Arbitrary<unknown> = fc
  .tuple(
    anyFleet,
    fc.uniqueArray(fc.tuple(name, service, reach, backend, fc.nat(9)), { minLength: 1, maxLength: 3, selector: ([key]) => key }),
  )
  .map(([fleet, services]) => ({
    ...fleet,
    services: Object.fromEntries(
      services.map(([key, { health: own, ...given }, reached, behind, dice], index) => [
        key,
        // With several ports each has a health of its own, and the service none; one of ten is given both.
        onlyGiven({
          vip: `203.0.113.${index + 1}`,
          ...given,
          ...((!('ports' in reached) || dice === 0) && { health: own }),
          ...reached,
          ...behind,
        }),
      ]),
    ),
  }));

/** Without what is not given. */
function onlyGiven(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => (entry === undefined ? [] : [[key, onlyGiven(entry)]])),
  );
}
