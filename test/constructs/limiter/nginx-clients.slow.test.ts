import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nginxConfig } from '../../../lib/constructs/limiter/nginx-config';
import type { NginxConfigOptions } from '../../../lib/constructs/limiter/nginx-config';
import { accepted, answer, nginxFolder, RunningNginx } from './running-nginx';

const directory = nginxFolder();
const usual: NginxConfigOptions = {
  limit: { perClient: '1r/m', burst: 0, aggregate: '2r/m' },
  upstream: { host: '127.0.0.1', port: 8080 },
  port: 18543,
  redirect: { port: 18580, to: 443 },
  healthPort: 18581,
  ipv6: false,
  runDirectory: directory,
};
const plain: NginxConfigOptions = {
  ...usual,
  limit: {
    perClient: '1r/m',
    burst: 0,
    aggregate: '2r/m',
    clients: {
      onlyFrom: ['198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'],
      deny: ['203.0.113.128/25', '2001:db8:bad::/48'],
      unlimited: ['203.0.113.64/26', '2001:db8:1::/48'],
    },
  },
};

describe('the NGINX configuration with lists of clients', () => {
  test.each<[string, NonNullable<NginxConfigOptions['limit']['clients']>]>([
    ['nothing in it', {}],
    ['one list', { deny: ['192.0.2.0/24'] }],
    ['everybody', { onlyFrom: ['0.0.0.0/0', '::/0'], unlimited: ['::/0'] }],
    ['one network written in two ways', { deny: ['2001:db8::/32', '2001:DB8:0::/32'] }],
    ['as many as there may be', { deny: Array.from({ length: 1000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`) }],
  ])('is accepted by nginx -t with %s', (_, clients) =>
    expect(() => accepted(directory, nginxConfig({ ...usual, limit: { ...usual.limit, clients } }))).not.toThrow(),
  );

  test('is refused with a network that breaks out of its line', () =>
    expect(() => nginxConfig({ ...usual, limit: { ...usual.limit, clients: { deny: ['::/0 1; } server {'] } } })).toThrow(
      /rateLimit\.clients\.deny\.0/,
    ));

  test('is as it was where nobody is listed', () =>
    expect(nginxConfig({ ...usual, limit: { ...usual.limit, clients: {} } })).toBe(nginxConfig(usual)));
});

describe('NGINX that knows who is served', () => {
  let workload: Server;
  let nginx: RunningNginx;
  let served = 0;
  const get = async (client: string, port = usual.port) =>
    (await answer({ port, headers: { 'X-Test-Client': client, Host: 'a' } })).status;

  beforeAll(async () => {
    workload = createServer((_, response) => {
      served++;
      response.end('served');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => workload.once('listening', resolve));
    const upstream = { host: '127.0.0.1', port: (workload.address() as AddressInfo).port };
    // The test plays many clients: it tells its address in a header.
    const config = nginxConfig({ ...plain, upstream }).replace(
      'http {',
      'http {\n  set_real_ip_from 127.0.0.1;\n  real_ip_header X-Test-Client;',
    );
    nginx = await RunningNginx.start(directory, config, plain.healthPort);
  });
  beforeEach(() => void (served = 0));

  afterAll(async () => {
    await nginx.stop();
    workload.closeAllConnections();
    await new Promise((resolve) => workload.close(resolve));
  });

  test.each([
    ['of no list', '192.0.2.1'],
    ['of no list, by IPv6', '2001:db9::1'],
    ['that is denied', '203.0.113.129'],
    ['that is denied, by IPv6', '2001:db8:bad::1'],
    ['of no list, with its IPv4 address in IPv6 clothes', '::ffff:192.0.2.1'],
    ['that is denied, with its IPv4 address in IPv6 clothes', '::ffff:203.0.113.200'],
  ])('answers 403 to a client %s, as often as it comes, and asks the workload nothing', async (_, client) => {
    expect(await Promise.all([get(client), get(client), get(client)])).toEqual([403, 403, 403]);
    expect(await get(client, plain.redirect?.port)).toBe(403);
    expect(served).toBe(0);
  });

  test.each([
    ['by IPv4', '203.0.113.65'],
    ['by IPv6', '2001:db8:1::1'],
    ['in IPv6 clothes', '::ffff:203.0.113.70'],
  ])('limits no client that is unlimited, %s: neither alone nor with all others', async (_, client) => {
    const statuses = await Promise.all(Array.from({ length: 30 }, () => get(client)));
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(served).toBe(30);
  });

  test('limits the others, of whom none has used up anything', async () => {
    expect([await get('198.51.100.1'), await get('198.51.100.1')]).toEqual([200, 429]);
    expect(await get('2001:db8:2::1')).toBe(200);
    expect(served).toBe(2);
  });

  test('answers for its health to whoever may reach that port', async () =>
    expect((await answer({ port: plain.healthPort, headers: { 'X-Test-Client': '192.0.2.1' } })).status).toBe(200));
});
