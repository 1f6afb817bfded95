import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { nginxConfig } from '../../../lib/constructs/limiter/nginx-config';
import type { NginxConfigOptions } from '../../../lib/constructs/limiter/nginx-config';
import { accepted, answer, nginxFolder, RunningNginx } from './running-nginx';

const directory = nginxFolder();
const usual: NginxConfigOptions = {
  limit: {
    perClient: '1r/m',
    burst: 0,
    proxyProtocol: { from: ['127.0.0.1/32', '::1/128'] },
    clients: { deny: ['203.0.113.0/24'] },
  },
  upstream: { host: '127.0.0.1', port: 8080 },
  port: 18880,
  redirect: { port: 18882, to: 443 },
  healthPort: 18881,
  ipv6: true,
  runDirectory: directory,
};

describe('the NGINX configuration with PROXY headers', () => {
  test.each<[string, Partial<NginxConfigOptions['limit']>]>([
    ['nothing else', { clients: undefined }],
    ['lists of clients', {}],
    ['TLS', { tls: { secret: 'a' } }],
    ['maintenance', { maintenance: { active: true } }],
  ])('is accepted by nginx -t with %s', (_, limit) =>
    expect(() => accepted(directory, nginxConfig({ ...usual, limit: { ...usual.limit, ...limit } }))).not.toThrow(),
  );
});

/** The signature of version 2 (HAProxy, doc/proxy-protocol.txt, section 2.2), and what follows it for TCP over IPv4. */
function version2(client: string): Buffer {
  const signature = Buffer.from([0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a]);
  const addresses = [client, '198.51.100.1'].flatMap((address) => address.split('.').map(Number));
  return Buffer.concat([signature, Buffer.from([0x21, 0x11, 0, 12, ...addresses, 0x30, 0x39, 0, 80])]);
}

const version1 = (client: string) =>
  client.includes(':') ? `PROXY TCP6 ${client} 2001:db8::1 12345 80\r\n` : `PROXY TCP4 ${client} 198.51.100.1 12345 80\r\n`;

/** What is answered to a request after a header; nothing, if the connection ends. @param from own address */
function ask(header: string | Buffer, from = '127.0.0.1', port = usual.port): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: from.includes(':') ? '::1' : '127.0.0.1', localAddress: from });
    let text = '';
    socket.on('data', (part) => (text += String(part))).on('error', reject);
    socket.on('close', () => resolve(/^HTTP\/1\.1 (\d+)/.test(text) ? Number(text.slice(9, 12)) : undefined));
    socket.write(header);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  });
}

describe('NGINX behind a load balancer', () => {
  let workload: Server;
  let nginx: RunningNginx;
  let told: unknown[] = [];

  beforeAll(async () => {
    workload = createServer(({ headers }, response) => {
      told.push(headers['x-forwarded-for']);
      response.end('served');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => workload.once('listening', resolve));
    const upstream = { host: '127.0.0.1', port: (workload.address() as AddressInfo).port };
    nginx = await RunningNginx.start(directory, nginxConfig({ ...usual, upstream }), usual.healthPort);
  });
  beforeEach(() => void (told = []));

  afterAll(async () => {
    await nginx.stop();
    workload.closeAllConnections();
    await new Promise((resolve) => workload.close(resolve));
  });

  test.each([
    ['version 1', '192.0.2.1', version1('192.0.2.1'), '127.0.0.1'],
    ['version 1, IPv6 within', '2001:db8:1::1', version1('2001:db8:1::1'), '127.0.0.1'],
    ['version 1, over IPv6', '192.0.2.2', version1('192.0.2.2'), '::1'],
    ['version 2', '192.0.2.3', version2('192.0.2.3'), '127.0.0.1'],
  ])('limits the client that the header names, and tells the workload of it: %s', async (_, client, header, from) => {
    expect([await ask(header, from), await ask(header, from)]).toEqual([200, 429]);
    expect(told).toEqual([client]);
  });

  test('counts the clients of one load balancer apart', async () => {
    const statuses = [await ask(version1('192.0.2.10')), await ask(version1('192.0.2.11')), await ask(version1('192.0.2.12'))];
    expect(statuses).toEqual([200, 200, 200]);
  });

  test('denies a client by the address that the header names', async () => {
    expect(await ask(version1('203.0.113.1'))).toBe(403);
    expect(await ask(version1('203.0.113.1'), '127.0.0.1', usual.redirect?.port)).toBe(403);
    expect(told).toEqual([]);
  });

  test.each([
    ['127.0.0.2', '192.0.2.20'],
    ['127.1.0.1', '192.0.2.21'],
  ])('believes nobody else, such as %s, and serves him nothing', async (stranger, client) => {
    expect(await ask(version1(client), stranger)).toBe(403);
    expect(await ask(version1(client), stranger, usual.redirect?.port)).toBe(403);
    expect(told).toEqual([]);
    expect(await ask(version1(client))).toBe(200);
  });

  test('sends on to TLS who comes through a load balancer', async () =>
    expect(await ask(version1('192.0.2.30'), '127.0.0.1', usual.redirect?.port)).toBe(308));

  test.each([
    ['no header', ''],
    ['a header of neither version', 'PROXY NONSENSE\r\n'],
  ])('serves nothing on a connection with %s', async (_, header) => {
    expect(await ask(header).catch(() => undefined)).not.toBe(200);
    expect(told).toEqual([]);
  });

  test('answers for its health without a header', async () =>
    expect((await answer({ port: usual.healthPort })).status).toBe(200));

  test('writes the address of no client to any log', async () => {
    await nginx.stop();
    expect(nginx.logged).not.toMatch(/192\.0\.2\.|203\.0\.113|2001:db8|127\.\d+\.0\.\d|client/);
  });
});
