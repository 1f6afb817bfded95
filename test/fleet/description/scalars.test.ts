import type { z } from 'zod';
import { uplinkSchema, siteDefaultsSchema, siteSchema } from '../../../lib/fleet/description/site';
import * as scalars from '../../../lib/fleet/description/scalars';
import { portNameSchema, servicePortSchema } from '../../../lib/fleet/description/port';
import { rateLimitSchema } from '../../../lib/fleet/description/rate-limit';
import { serviceSchema } from '../../../lib/fleet/description/service';
import { maintenanceSchema } from '../../../lib/fleet/description/maintenance';
import { proxyProtocolSchema } from '../../../lib/fleet/description/proxy-protocol';
import { clientsSchema } from '../../../lib/fleet/description/clients';
import { tlsSchema } from '../../../lib/fleet/description/tls';
import { bfdSchema, timersSchema } from '../../../lib/fleet/description/timers';
import { egressSchema, workloadSchema } from '../../../lib/fleet/description/workload';

const long = (length: number) => 'a'.repeat(length);
const own = (key: string, values: readonly unknown[]) => values.map((value) => ({ [key]: value }));
const image = (rest: readonly object[]) => rest.map((one) => ({ image: 'a:1', ...one }));
const limited = (key: string, values: readonly unknown[]) => values.map((value) => ({ perClient: '1r/s', [key]: value }));
const networks = (count: number) => Array.from({ length: count }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`);
const volume = (path: string) => ({ volumes: [{ path, secret: 's' }] });

/** A schema, what it takes, and what it refuses: each pair on both sides of a bound. */
const cases: [string, z.ZodType, readonly unknown[], readonly unknown[]][] = [
  ['a name', scalars.nameSchema, ['a', 'a1', 'a-1', long(40)], ['', 'A', '1a', '-a', 'a-', long(41), 'a_b', 'a.b', 'xa!', '!a']],
  ['a host', scalars.hostNameSchema, ['a', 'a-1', long(63)], ['', '1a', 'a-', long(64), 'a.b', 'a!', '!a']],
  [
    'a node',
    scalars.nodeNameSchema,
    ['a', '1', 'a.b', 'a-1.b-2.c', long(63), `${long(31)}.${long(31)}`],
    ['', 'A', '.a', 'a.', 'a..b', '-a', 'a-', 'a.-b', 'a.b-', long(64), `${long(32)}.${long(31)}`, 'a b', 'a!'],
  ],
  ['an AS', scalars.asSchema, [1, 4_294_967_295], [0, 4_294_967_296, -1, 1.5, '1']],
  ['a port', scalars.portSchema, [1, 65_535], [0, 65_536, 1.5, '80']],
  ['a time', scalars.durationSchema, ['0ms', '50ms', '2147483647ms', '596h'], ['2147483648ms', '597h', '-1ms', '5', 5]],
  ['a delay', scalars.delaySchema, ['0ms', '274s'], ['275s', '274001ms']],
  ['whole milliseconds', scalars.wholeMillisecondsSchema, ['1ms', '596h', '0.5s'], ['0ms', '0.5ms', '1.5ms', '597h']],
  ['whole seconds', scalars.wholeSecondsSchema(3, 10), ['1s', '3000ms', '10s'], ['1500ms', '11s', '10001ms']],
  ['an address', scalars.addressSchema, ['192.0.2.1', '2001:db8::1'], ['192.0.2.0/24', 'x', '', '192.0.2']],
  ['a prefix', scalars.prefixSchema, ['192.0.2.0/24', '2001:db8::/48'], ['192.0.2.1', '192.0.2.0/33', 'x']],
  ['a block', scalars.blockSchema, ['192.0.2.0/24', '192.0.2.10-192.0.2.20'], ['192.0.2.1', '192.0.2.10-', 'x']],
  ['one or many', scalars.oneOrMany(scalars.portSchema), [80, [80], [80, 81]], [[], [0], '80']],
  [
    'one a family',
    scalars.oneAFamily(scalars.addressSchema),
    ['192.0.2.1', ['192.0.2.1'], ['192.0.2.1', '2001:db8::1']],
    [[], ['192.0.2.1', '192.0.2.2'], ['2001:db8::1', '192.0.2.1', '2001:db8::1']],
  ],
  ['each once', scalars.eachOnce(scalars.nameSchema), [[], ['a'], ['a', 'b']], [['a', 'a'], ['a', 'b', 'a'], ['A']]],
  [
    'an interface',
    scalars.interfaceSchema,
    ['eth0', 'e', 'Eth0.100', 'br_a-1', long(15), 'lo1', 'allow', 'tags', 'null1', 'blackhole0'],
    [
      '',
      '0eth',
      long(16),
      'lo',
      'all',
      'default',
      'e!',
      't',
      'tag',
      'ta',
      'vrf',
      'label',
      'color',
      'table',
      'nexthop-',
      'n',
      'blackhole',
      'reject',
      'null0',
      'NULL0',
      'Null',
      'a b',
      '!eth0',
    ],
  ],
  [
    'a secret',
    scalars.secretSchema,
    [{ env: 'A' }, { env: '_A1' }, { file: 'a' }, 'in clear'],
    [{ env: 'a' }, { env: '1A' }, { env: 'A-' }, { env: '' }, { env: '!A' }, { file: '' }, {}, { env: 'A', file: 'a' }, 5],
  ],
  ['a dialect', scalars.dialectSchema, ['frr', 'bird'], ['FRR', 'quagga', '']],
  [
    'the name of a port',
    portNameSchema,
    ['a', 'udp-53', '5a', long(15)],
    ['', '53', 'A', 'a--b', '-a', 'a-', long(16), 'a!', '!a'],
  ],
  [
    'a port of a service',
    servicePortSchema,
    [{ port: 80 }, { port: 53, protocol: 'UDP', name: 'dns', targetPort: 1053 }],
    [{}, { port: 0 }, { port: 80, protocol: 'udp' }, { port: 80, targetPort: 0 }],
  ],
  [
    'a rate limit',
    rateLimitSchema,
    [
      { perClient: '1r/s' },
      { perClient: '999999r/m', burst: 0, aggregate: '5r/s', connectionsPerClient: 1 },
      { perClient: '1r/s', burst: 2_147_483, connectionsPerClient: 65_535 },
      ...limited('perHeader', [
        [{ header: 'X-Api-Key', rate: '1r/s' }],
        [{ header: `x${long(62)}`, rate: '999999r/m', burst: 0 }],
        ['a', 'B', 'c', 'd'].map((header) => ({ header, rate: '1r/s' })),
      ]),
      ...limited('perPath', [{ rate: '1r/s' }, { rate: '1r/m', burst: 2_147_483 }]),
    ],
    [
      {},
      ...own('perClient', ['0r/s', '1000000r/s', '5r/h', '5', 'x5r/s', '5r/sx']),
      { perClient: '1r/s', burst: -1 },
      { perClient: '1r/s', burst: 2_147_484 },
      { perClient: '1r/s', connectionsPerClient: 0 },
      { perClient: '1r/s', connectionsPerClient: 65_536 },
      ...limited('perHeader', [
        [],
        ...['', 'X_Api_Key', '1a', 'a b', 'a;', 'a:', '$a', '{', long(64)].map((header) => [{ header, rate: '1r/s' }]),
        [{ header: 'a' }],
        [{ header: 'a', rate: '0r/s' }],
        [{ header: 'a', rate: '1r/s', burst: -1 }],
        ['X-Api-Key', 'x-api-key'].map((header) => ({ header, rate: '1r/s' })),
        ['a', 'b', 'c', 'd', 'e'].map((header) => ({ header, rate: '1r/s' })),
      ]),
      ...limited('perPath', [{}, { rate: '5' }, { rate: '1r/s', burst: 2_147_484 }, { rate: '1r/s', header: 'a' }]),
    ],
  ],
  [
    'clients of a limiter',
    clientsSchema,
    [{}, { onlyFrom: ['192.0.2.0/24'], deny: ['2001:db8::/32'], unlimited: ['192.0.2.1/32', '::/0'] }, { deny: networks(1000) }],
    ['onlyFrom', 'deny', 'unlimited'].flatMap((list) =>
      own(list, [[], ['192.0.2.1'], ['192.0.2.1/24'], ['::ffff:192.0.2.0/120'], ['::/0', '::/0'], ['a'], networks(1001)]),
    ),
  ],
  [
    'maintenance',
    maintenanceSchema,
    [
      { active: true },
      { active: false, retryAfter: '1s', text: 'a' },
      { active: true, retryAfter: '168h', text: 'ä"$\\{};\n'.padEnd(1000) },
    ],
    [
      {},
      { active: 'yes' },
      ...['0s', '1500ms', '169h', 5, '5'].map((retryAfter) => ({ active: true, retryAfter })),
      ...['', 'a\0', 'a\tb', 'a\r\n', 'a\x7f', ' '.repeat(1001)].map((text) => ({ active: true, text })),
    ],
  ],
  [
    'load balancers with a PROXY header',
    proxyProtocolSchema,
    [{ from: ['192.0.2.0/24', '2001:db8::1/128'] }],
    [{}, ...own('from', [[], '192.0.2.0/24', ['192.0.2.1'], ['192.0.2.1/24'], ['192.0.2.0/24', '192.0.2.0/24']])],
  ],
  [
    'TLS of a limiter',
    tlsSchema,
    [
      { secret: 'a' },
      { secret: 'a.b', redirectFrom: 65_535 },
      { certificate: { issuerRef: { name: 'a' }, dnsNames: ['a', '*.a.b', `${long(63)}.a`] } },
      { certificate: { issuerRef: { name: 'a', kind: `A${long(62)}`, group: 'a.b' }, dnsNames: ['1.a'] } },
    ],
    [
      {},
      { secret: 'a', certificate: { issuerRef: { name: 'a' }, dnsNames: ['a'] } },
      ...own('secret', ['', 'A', 'a/b', '-a']),
      ...[0, 65_536].map((redirectFrom) => ({ secret: 'a', redirectFrom })),
      ...[[], ['a', 'a'], ['*'], ['a.*'], ['*a.b'], ['A'], ['a b'], ['a;'], [''], ['192.0.2.1/24']].map((dnsNames) => ({
        certificate: { issuerRef: { name: 'a' }, dnsNames },
      })),
      ...[{}, { name: 'A' }, { name: 'a', kind: 'issuer' }, { name: 'a', kind: `A${long(63)}` }, { name: 'a', group: 'A' }].map(
        (issuerRef) => ({ certificate: { issuerRef, dnsNames: ['a'] } }),
      ),
    ],
  ],
  [
    'a network',
    scalars.networkSchema,
    ['192.0.2.0/24', '::/0', '2001:db8::/32'],
    ['192.0.2.1/24', '::ffff:192.0.2.0/120', '192.0.2.1'],
  ],
  [
    'a service',
    serviceSchema,
    [
      { vip: '192.0.2.1' },
      { vip: ['192.0.2.1', '2001:db8::1'], ports: [{ port: 80 }], sites: ['a'], externalTrafficPolicy: 'Cluster' },
    ],
    [
      {},
      { vip: [] },
      { vip: '192.0.2.1', ports: [] },
      { vip: '192.0.2.1', sites: [] },
      { vip: '192.0.2.1', externalTrafficPolicy: 'local' },
    ],
  ],
  [
    'timers',
    timersSchema,
    [{}, { hold: '65535s', keepalive: '21845s' }, { hold: '1s' }],
    [{ hold: '65536s' }, { keepalive: '21846s' }, { hold: '1.5s' }],
  ],
  [
    'BFD',
    bfdSchema,
    [true, false, {}, { multiplier: 2 }, { interval: '50ms', multiplier: 255 }],
    [{ multiplier: 1 }, { multiplier: 256 }, { multiplier: 2.5 }, 5, { x: 1 }],
  ],
  [
    'an uplink',
    uplinkSchema,
    ['isp-x/pe-1', '1/2', { to: 'a/b' }, { to: 'a/b', maxPrefix: 1 }, { to: 'a/b', maxPrefix: 4_294_967_295, gtsm: false }],
    [
      'pe-1',
      'a/',
      '/b',
      'a/b/c',
      'A/b',
      'a/b!',
      '!a/b',
      {},
      { to: 'a' },
      { to: 'a/b', maxPrefix: 0 },
      { to: 'a/b', maxPrefix: 4_294_967_296 },
      { to: 'a/b', addresses: { border: '192.0.2.0/31' } },
    ],
  ],
  [
    'the defaults of sites',
    siteDefaultsSchema,
    [
      {},
      ...own('borders', [1, 8, { a: {} }]),
      ...own('hosts', [1, 200, [{ name: 'a' }]]),
      ...own('hostMaxPrefix', [1, 4_294_967_295]),
      ...own('kind', ['mec', 'cloud']),
      ...own('flavour', ['kubeadm', 'k3s', 'kubeedge']),
      { metallb: { mode: 'frr-k8s', sourceAddress: 'host' } },
      { border: { dialect: 'bird' } },
    ],
    [
      ...own('borders', [0, 9, {}, 1.5]),
      ...own('hosts', [0, 201, [], [{}]]),
      ...own('hostMaxPrefix', [0, 4_294_967_296]),
      { kind: 'x' },
      { flavour: 'x' },
      { metallb: { mode: 'x' } },
      { metallb: { sourceAddress: 'x' } },
      { border: { routerId: '192.0.2.1' } },
    ],
  ],
  [
    'a site',
    siteSchema,
    [
      { as: 1, uplinks: [] },
      { as: 1, uplinks: [], number: 0 },
      { as: 1, uplinks: [], number: 65_535, clients: ['a', { name: 'b' }] },
    ],
    [
      { as: 1 },
      { uplinks: [] },
      { as: 1, uplinks: [], number: -1 },
      { as: 1, uplinks: [], number: 65_536 },
      { as: 1, uplinks: [], clients: [{}] },
    ],
  ],
  [
    'a workload',
    workloadSchema,
    [
      ...image([
        {},
        { replicas: 1 },
        { replicas: 2_147_483_647 },
        { runAsUser: 1 },
        { runAsUser: 2_147_483_647 },
        { stop: { delay: '60min', grace: '0ms' } },
      ]),
      ...image(['/a', '/a/b', '/tmp/a', '/etc/app', '/procs', '/dev/a'].map(volume)),
      ...image([
        { env: { A: 'x', B: { secret: 's', key: 'k' }, C: { configMap: 'c', key: '...' } } },
        { envFrom: [{ secret: 's', prefix: 'A_1' }, { configMap: 'c' }] },
      ]),
      ...image([
        {
          volumes: [
            { path: '/a', secret: 's' },
            { path: '/b', configMap: 's' },
          ],
        },
      ]),
    ],
    [
      {},
      ...image([
        { replicas: 0 },
        { replicas: 2_147_483_648 },
        { runAsUser: 0 },
        { runAsUser: 2_147_483_648 },
        { stop: { delay: '61min' } },
        { stop: { grace: '3600001ms' } },
      ]),
      ...image(
        [
          'a',
          '/',
          '/a/',
          '/a:b',
          '//a',
          '/tmp',
          '/proc',
          '/proc/a',
          '/dev',
          '/etc',
          '/etc/hosts',
          '/etc/hostname',
          '/etc/resolv.conf',
          '/a/..',
          '/./a',
          'x/a',
        ].map(volume),
      ),
      ...image(
        own('env', [
          { A: { secret: 's' } },
          { A: { key: 'k' } },
          { A: { secret: 's', configMap: 'c', key: 'k' } },
          ...own(
            'A',
            ['.', '..', '', 'a b', 'k!', '!k', 'a'.repeat(254)].map((key) => ({ secret: 's', key })),
          ),
        ]),
      ),
      ...image(
        own('envFrom', [
          [{}],
          [{ secret: 's', configMap: 'c' }],
          [{ secret: 's', prefix: '1A' }],
          [{ secret: 's', prefix: 'A-' }],
          [{ secret: 's', prefix: '' }],
        ]),
      ),
      ...image([
        { volumes: [{ path: '/a' }] },
        {
          volumes: [
            { path: '/a', secret: 's' },
            { path: '/a', configMap: 's' },
          ],
        },
      ]),
    ],
  ],
  [
    'egress',
    egressSchema,
    [
      { prefix: '10.0.0.0/8' },
      { prefix: ['10.0.0.0/8'], port: [80, 81], protocol: 'UDP' },
      { namespace: 'a' },
      { pods: { a: 'b' } },
      { namespace: 'a', pods: { a: 'b' } },
    ],
    [
      {},
      { port: 80 },
      { prefix: '10.0.0.0/8', namespace: 'a' },
      { prefix: '10.0.0.0/8', pods: { a: 'b' } },
      { prefix: [] },
      { prefix: 'x' },
    ],
  ],
];

describe.each(cases)('%s', (_, schema, taken, refused) => {
  test.each(taken.map((value) => [value]))('is taken: %j', (value) => {
    expect(schema.safeParse(value).error?.issues).toBeUndefined();
  });
  test.each(refused.map((value) => [value]))('is refused: %j', (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

test('what stands before is told by its key, at the place of the second', () => {
  expect(
    scalars.repeated(
      ['a', 'B', 'b', 'A', 'a', 'c'],
      (text) => text.toLowerCase(),
      (index) => index,
    ),
  ).toEqual([2, 3, 4]);
  expect(scalars.repeated([], String, Number)).toEqual([]);
});
