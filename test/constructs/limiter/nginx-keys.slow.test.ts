import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nginxConfig } from '../../../lib/constructs/limiter/nginx-config';
import type { NginxConfigOptions } from '../../../lib/constructs/limiter/nginx-config';
import { accepted, answer, nginxFolder, RunningNginx } from './running-nginx';

const directory = nginxFolder();
const generous = { perClient: '9999r/s', burst: 9999, connectionsPerClient: 1000 };
const byKey = [{ header: 'X-Api-Key', rate: '1r/m', burst: 0 }];
const usual: NginxConfigOptions = {
  limit: {
    ...generous,
    perHeader: byKey,
    perPath: { rate: '30r/m', burst: 2 },
    clients: { unlimited: ['203.0.113.0/24'] },
  },
  upstream: { host: '127.0.0.1', port: 8080 },
  port: 18680,
  healthPort: 18681,
  ipv6: false,
  runDirectory: directory,
};
const long = `x${'a'.repeat(62)}`;

describe('the NGINX configuration with limits by other keys', () => {
  test.each<[string, Partial<NginxConfigOptions['limit']>]>([
    ['a header', { perHeader: byKey }],
    ['a header with the longest name', { perHeader: [{ header: long, rate: '1r/s' }] }],
    [
      'headers that are called as variables of ours',
      { perHeader: ['Client', 'All', 'Path', 'Key'].map((header) => ({ header, rate: '1r/s' })) },
    ],
    ['paths', { perPath: { rate: '1r/s' } }],
    ['paths, and nobody waiting', { perPath: { rate: '1r/s', burst: 0 } }],
    ['all of it, some clients, and TLS', { ...usual.limit, aggregate: '1r/s', tls: { secret: 'a' } }],
  ])('is accepted by nginx -t with %s', (_, limit) =>
    expect(() => accepted(directory, nginxConfig({ ...usual, limit: { ...generous, ...limit } }))).not.toThrow(),
  );

  test('is refused with a header that breaks out of its line', () =>
    expect(() => nginxConfig({ ...usual, limit: { ...generous, perHeader: [{ header: 'a $b; }', rate: '1r/s' }] } })).toThrow(
      /rateLimit\.perHeader\.0\.header/,
    ));
});

describe('NGINX that counts by a header and by the path', () => {
  let workload: Server;
  let nginx: RunningNginx;
  let path = 0;
  const headers = (client: string, key?: string) => ({ 'X-Test-Client': client, ...(key !== undefined && { 'X-Api-Key': key }) });
  /** Each at a path of its own, so that the limit of paths holds nothing up. */
  const get = async (client: string, key?: string, at = `/${path++}`) =>
    (await answer({ port: usual.port, path: at, headers: headers(client, key) })).status;

  beforeAll(async () => {
    workload = createServer((_, response) => response.end('served')).listen(0, '127.0.0.1');
    await new Promise((resolve) => workload.once('listening', resolve));
    const upstream = { host: '127.0.0.1', port: (workload.address() as AddressInfo).port };
    // The test plays many clients: it tells its address in a header.
    const config = nginxConfig({ ...usual, upstream }).replace(
      'http {',
      'http {\n  set_real_ip_from 127.0.0.1;\n  real_ip_header X-Test-Client;',
    );
    nginx = await RunningNginx.start(directory, config, usual.healthPort);
  });

  afterAll(async () => {
    await nginx.stop();
    workload.closeAllConnections();
    await new Promise((resolve) => workload.close(resolve));
  });

  test('limits one key whoever sends it, and another key apart', async () => {
    expect([await get('192.0.2.1', 'one'), await get('192.0.2.2', 'one'), await get('2001:db8::1', 'one')]).toEqual([
      200, 429, 429,
    ]);
    expect(await get('192.0.2.1', 'two')).toBe(200);
  });

  test.each([
    ['no key', undefined, '192.0.2.10', '192.0.2.11'],
    ['an empty key', '', '192.0.2.12', '192.0.2.13'],
  ])('counts a client with %s by its address, so that to leave it out is no way around', async (_, key, client, other) => {
    expect([await get(client, key), await get(client, key)]).toEqual([200, 429]);
    expect(await get(other, key)).toBe(200);
  });

  test('counts no client with a key as one without, whatever the key says', async () => {
    // The four bytes of 65.66.67.68, as the zone knows that client.
    expect(await get('192.0.2.20', 'ABCD')).toBe(200);
    expect(await get('192.0.2.21', '-ABCD')).toBe(200);
    expect(await get('65.66.67.68')).toBe(200);
  });

  test.each(['"', '$remote_addr', "a'; return 200", '{}', '\\', 'a,b', 'ä'])('takes the key %j as it is', async (key) => {
    expect([await get('192.0.2.30', key), await get('192.0.2.31', key)]).toEqual([200, 429]);
  });

  test('limits one path whoever asks, whatever the query and however it is written', async () => {
    const asked = ['/hot', '/hot?a=1', '/%68ot', '//hot', '/x/../hot', '/./hot?b'];
    const statuses = await Promise.all(asked.map((at, index) => get(`192.0.2.${100 + index}`, `key ${index}`, at)));
    // One is served at once, two wait for 2 s and 4 s, and what is above is refused.
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    expect(await get('192.0.2.110', 'key of path', '/cold')).toBe(200);
  }, 60_000);

  test('counts in no limit a client that is unlimited', async () => {
    const statuses = await Promise.all(Array.from({ length: 20 }, () => get('203.0.113.1', 'shared', '/spared')));
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(await get('192.0.2.120', 'shared', '/spared')).toBe(200);
  });
});
