import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  agentJsonSchema,
  ConfigurationError,
  detectionBudget,
  parseConfiguration,
  readConfiguration,
} from 'anycast-mec/contract';

const service = {
  name: 'sensors',
  namespace: 'sensors',
  vips: ['203.0.113.1'],
  port: 80,
  protocol: 'TCP',
  health: { port: 8080, http: '/healthz' },
};
const parse = (change: object = {}, of: object = {}) =>
  parseConfiguration(JSON.stringify({ hosts: ['h1'], services: [{ ...service, ...of }], ...change }), 'agent.json');
const problems = (change: object = {}, of: object = {}): string => {
  try {
    parse(change, of);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  return '';
};

const v6 = { vips: ['2001:db8::1'] };
const at = (address: string) => [{ site: 'b', addresses: [address] }];

describe('the configuration of the agent', () => {
  test('gets every default', () => {
    expect(parse()).toMatchObject({
      mode: 'enforce',
      routeLabel: 'anycast-mec.io/route',
      maintenanceKey: 'anycast-mec.io/maintenance',
      services: [
        {
          key: 'sensors/sensors',
          probe: { kind: 'http', everyMs: 100, timeoutMs: 300, fall: 3, hardFall: 2, rise: 3, hold: true, status: [200, 399] },
          timing: { drainMs: 500, holdDownMs: 10_000, holdDownMaxMs: 300_000 },
          guards: { lastSite: 'hold', maximumShare: 0.5 },
          actuator: 'metallb-label',
        },
      ],
    });
  });

  test('takes a profile, and what is given beside it', () => {
    expect(parse({}, { health: { port: 1, profile: 'fast', fall: 5 } }).services[0]?.probe).toMatchObject({
      everyMs: 50,
      timeoutMs: 80,
      fall: 5,
    });
  });

  test('holds a connection to a UDP service, too, where its health is asked over TCP, and else not', () => {
    const held = (health: object) => parse({}, { protocol: 'UDP', health }).services[0]?.probe.hold;
    expect(held({ port: 8080, http: '/healthz' })).toBe(true);
    expect(held({ port: 8080, probe: 'grpc' })).toBe(true);
    expect(held({ port: 8080 })).toBe(false);
    expect(held({ port: 8080, udp: { send: 'ping' } })).toBe(false);
  });

  test('lists all problems at once, with path, value and remedy', () => {
    const message = problems(
      {},
      { health: { port: 8080, every: '100ms', timeout: '1s', hardFall: 9 }, endpoints: [{ address: '203.0.113.1' }] },
    );
    expect(message).toContain('agent.json: 3 problems');
    expect(message).toContain(
      'services[0].health.timeout = "1000ms": allowed: at most every x fall = 300ms; remedy: lower timeout',
    );
    expect(message).toContain('services[0].health.hardFall = 9');
    expect(message).toContain('services[0].endpoints = "203.0.113.1"');
  });

  test.each([
    ['an unknown key', { colour: 'red' }, {}, /colour/],
    ['a Service twice', { services: [service, service] }, {}, /every Service once/],
    ['an exec probe that is not allowed', {}, { health: { port: 1, probe: 'exec', exec: ['true'] } }, /allowExec/],
    ['a regular expression that is none', {}, { health: { port: 1, http: '/', body: '(' } }, /regular expression/],
    ['a host too long for a label', { hosts: ['h'.repeat(64)] }, {}, /at most 63/],
    ['a host that is no value of a label', { hosts: ['h.'] }, {}, /hosts\[0\]/],
    ['a route label without room for a host', { routeLabel: `example.net/${'r'.repeat(53)}` }, {}, /shorten it/],
    [
      'a Lease that expires before it is renewed twice',
      { lease: { namespace: 'a', name: 'b', renew: '5s', ttl: '6s' } },
      {},
      /twice/,
    ],
    [
      'a Lease that is written without end',
      { lease: { namespace: 'a', name: 'b', renew: '0s', ttl: '0s' } },
      {},
      /at least 100ms/,
    ],
    ['the label of maintenance as that of the route', { routeLabel: 'a.b/maintenance' }, {}, /routeLabel.*nobody else/],
    ['the label of the owner as that of the route', { routeLabel: 'anycast-mec.io/anycast' }, {}, /routeLabel.*nobody else/],
    ['a route label that is no label', { routeLabel: '-./.-' }, {}, /routeLabel/],
    ['a route label without a prefix', { routeLabel: 'route' }, {}, /a label with a prefix/],
    ['a range of statuses that is empty', {}, { health: { port: 1, status: '400-200' } }, /health.status.*lower end/],
    ['a longer interval in doubt', {}, { health: { port: 1, inDoubt: '200ms' } }, /inDoubt = "200ms".*at most every = 100ms/],
    ['two questions', {}, { health: { port: 1, http: '/', dns: { name: 'a' } } }, /health.dns.*'probe' where there are more/],
    ['two questions of a check', {}, { checks: [{ name: 'b', port: 1, udp: { send: 'a' }, tls: {} }] }, /checks\[0\].tls/],
    ['a program that nothing says is run', { allowExec: true }, { health: { port: 1, exec: ['true'] } }, /health.exec.*for exec/],
    [
      'an endpoint that is the VIP in other words',
      {},
      { ...v6, endpoints: [{ address: '2001:DB8:0::1' }] },
      /never probe the VIP/,
    ],
    ['a check of the VIP in other words', {}, { ...v6, checks: [{ name: 'vip', port: 80, at: '2001:db8:0::1' }] }, /never probe/],
    ['a look at the VIP', { otherSites: at('203.0.113.1:80') }, {}, /otherSites = "203.0.113.1:80".*this site may answer/],
    ['a look at the VIP by URL', {}, { ...v6, otherSites: at('http://[2001:db8:0::1]/') }, /this site may answer/],
    ['itself as another site', { site: 'b', otherSites: at('192.0.2.1:1') }, {}, /otherSites = "b".*other than this one/],
    ['another site twice', { otherSites: [...at('192.0.2.1:1'), ...at('192.0.2.2:1')] }, {}, /otherSites = "b".*every site once/],
    [
      'metrics of a limiter by what is no URL',
      {},
      { overload: { metrics: 'limiter:9113', metric: 'a' } },
      /metrics.*an http URL/,
    ],
    ['metrics of a limiter without a counter', {}, { overload: { metrics: 'http://limiter:9113/' } }, /overload.*or neither/],
    ['a counter without metrics', {}, { overload: { metric: 'rejected_total' } }, /overload.*or neither/],
    ['a check of the VIP', {}, { checks: [{ name: 'vip', port: 80, at: '203.0.113.1' }] }, /never probe the VIP/],
    [
      'a regular expression of a check that is none',
      {},
      { checks: [{ name: 'b', port: 1, http: '/', body: '(' }] },
      /checks\[0\]/,
    ],
    ['a path that Node cannot ask for', {}, { health: { port: 1, http: '/health z' } }, /RFC 3986/],
    ['a path with a line break', {}, { health: { port: 1, http: '/a\r\nX: y' } }, /RFC 3986/],
    ['half an escape in a path', {}, { health: { port: 1, http: '/100%' } }, /RFC 3986/],
    ['a Host header that Node cannot send', {}, { health: { port: 1, http: '/', host: 'a b\n' } }, /host name/],
    ['the name of a certificate that is an address', {}, { health: { port: 1, tls: { serverName: '10.0.0.1' } } }, /host name/],
    ['a name with an empty label', {}, { health: { port: 1, dns: { name: 'a..b' } } }, /domain name/],
    ['a label of 64 octets', {}, { health: { port: 1, dns: { name: `${'a'.repeat(64)}.org` } } }, /domain name/],
    ['a payload that would be fragmented', {}, { health: { port: 1, udp: { send: 'x'.repeat(1233) } } }, /1232 octets/],
    ['an interval below 10 ms', {}, { health: { port: 1, every: '5ms' } }, /health.every = "5ms".*at least 10ms/],
    ['a timeout of nothing', {}, { health: { port: 1, timeout: '0ms' } }, /health.timeout = "0ms".*at least 10ms/],
    ['an interval longer than timers of Node', {}, { health: { port: 1, every: '600h' } }, /at most 24h/],
  ])('refuses %s', (_, change, of, message) => expect(problems(change, of)).toMatch(message));

  test.each([
    '2001:db8::1:30470',
    'host:99999',
    'host:0',
    'host',
    '192.0.2.1',
    'https://host:1',
    'ho st:80',
    '[2001:db8::zz]:80',
  ])('refuses the address %s of another site', (address) =>
    expect(problems({ otherSites: [{ site: 'b', addresses: [address] }] })).toMatch(/host:port/),
  );

  test.each(['192.0.2.1:30470', '[2001:db8::1]:30470', 'agent.mec-2.example:9470', 'http://host', 'http://host:8080/x'])(
    'takes the address %s of another site',
    (address) => expect(problems({ otherSites: [{ site: 'b', addresses: [address] }] })).toBe(''),
  );

  test.each<[string, object, object]>([
    ['TLS under HTTP', {}, { health: { port: 1, http: '/', tls: {} } }],
    ['one of two questions, where it is said which', {}, { health: { port: 1, probe: 'tcp', http: '/' } }],
    ['one status alone', {}, { health: { port: 1, status: '204' } }],
    ['a deadline of exactly every x fall', {}, { health: { port: 1, every: '33.3ms', fall: 3, timeout: '99.9ms' } }],
    ['the shortest times of a Lease', { lease: { namespace: 'a', name: 'b', renew: '100ms', ttl: '200ms' } }, {}],
    ['a counter of a limiter', {}, { overload: { metrics: 'http://limiter:9113/', metric: 'rejected_total' } }],
    ['other sites', { otherSites: at('192.0.2.1:1') }, {}],
  ])('takes %s', (_, change, of) => expect(problems(change, of)).toBe(''));

  test('writes the addresses of VIPs in one way', () =>
    expect(parse({}, { vips: ['2001:DB8:0::1', '203.0.113.1'] }).services[0]?.vips).toEqual(['2001:db8::1', '203.0.113.1']));

  test('reads the minutes of a fleet as its own', () =>
    expect(parse({}, { health: { port: 1, every: '1min' } }).services[0]?.probe.everyMs).toBe(60_000));

  test.each([
    [{}, 'tcp'],
    [{ tls: {} }, 'tls'],
    [{ probe: 'tcp', tls: {} }, 'tls'],
    [{ http: '/', tls: {} }, 'http'],
    [{ grpcService: '' }, 'grpc'],
    [{ dns: { name: 'example.org' } }, 'dns'],
    [{ udp: { send: 'x' } }, 'udp'],
    [{ quic: {} }, 'quic'],
  ])('asks by what is given: %j', (health, kind) =>
    expect(parse({}, { health: { port: 1, ...health } }).services[0]?.probe.kind).toBe(kind),
  );

  test('refuses what is no JSON, and a file that is not there', () => {
    expect(() => parseConfiguration('{', 'x')).toThrow(/allowed: JSON/);
    expect(() => readConfiguration('/nowhere/agent.json')).toThrow(/a file that can be read/);
  });

  test('has the JSON Schema that the repository publishes', () => {
    expect(JSON.parse(readFileSync(join(__dirname, '../../../schemas/agent.schema.json'), 'utf8'))).toEqual(agentJsonSchema());
  });
});

describe('the detection budget', () => {
  const worst = (of: object) =>
    Object.fromEntries(detectionBudget(parse({}, of).services[0]!).failures.map(({ kind, worstMs }) => [kind, worstMs]));

  test('follows the timing', () => {
    expect(worst({ health: { port: 1, http: '/', profile: 'fast' } })).toEqual({
      killed: 30,
      'port closed': 85,
      hung: 245,
      'error answers': 175,
      'slow answers': 245,
    });
  });

  test('is longer for a crash where no connection is held', () => {
    expect(worst({ health: { port: 1, http: '/', hold: false } })['killed']).toBeGreaterThan(
      worst({ health: { port: 1, http: '/' } })['killed'] as number,
    );
  });
});
