import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { nginxConfig } from '../../../lib/constructs/limiter/nginx-config';
import type { NginxConfigOptions } from '../../../lib/constructs/limiter/nginx-config';
import { accepted, answer, nginxFolder, RunningNginx } from './running-nginx';

const directory = nginxFolder();
const usual: NginxConfigOptions = {
  limit: { perClient: '2r/s', burst: 1, aggregate: '100r/s', connectionsPerClient: 3 },
  upstream: { host: '127.0.0.1', port: 8080 },
  port: 18080,
  healthPort: 18081,
  ipv6: true,
  runDirectory: directory,
};

describe('the NGINX configuration', () => {
  test.each<[string, Partial<NginxConfigOptions>]>([
    ['all limits', {}],
    ['no aggregate rate', { limit: { perClient: '30r/m' } }],
    ['no burst', { limit: { perClient: '30r/m', burst: 0 } }],
    ['IPv4 only', { ipv6: false }],
    ['an IPv6 upstream', { upstream: { host: '2001:db8::1', port: 80 } }],
  ])('is accepted by nginx -t with %s', (_, change) => {
    expect(() => accepted(directory, nginxConfig({ ...usual, ...change }))).not.toThrow();
  });

  test.each<[string, Partial<NginxConfigOptions>, RegExp]>([
    ['a rate that is none', { limit: { perClient: '5r/s; return 200' } }, /perClient/],
    ['an upstream that breaks out of its line', { upstream: { host: 'a; }', port: 80 } }, /upstream\.host = 'a; }'/],
    ['a port that is none', { port: 70000 }, /port = 70000/],
    ['a run directory with a blank', { runDirectory: '/tmp/a b' }, /runDirectory/],
  ])('is refused with %s', (_, change, message) => expect(() => nginxConfig({ ...usual, ...change })).toThrow(message));
});

describe('NGINX with that configuration', () => {
  let workload: Server;
  let nginx: RunningNginx;

  beforeAll(async () => {
    workload = createServer((_, response) => response.end('served')).listen(0, '127.0.0.1');
    await new Promise((resolve) => workload.once('listening', resolve));
    const config = nginxConfig({ ...usual, upstream: { host: '127.0.0.1', port: (workload.address() as AddressInfo).port } });
    // The test plays many clients: it tells its address in a header.
    const told = config.replace('http {', 'http {\n  set_real_ip_from 127.0.0.1;\n  real_ip_header X-Test-Client;');
    nginx = await RunningNginx.start(directory, told, usual.healthPort);
  });

  afterAll(async () => {
    await nginx.stop();
    await new Promise((resolve) => workload.close(resolve));
  });

  test('answers 429 to a client above its rate and serves another one meanwhile', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => get(usual.port, '192.0.2.1')));
    expect(answers.filter((status) => status === 200)).toHaveLength(2);
    expect(answers.filter((status) => status === 429)).toHaveLength(4);
    expect(await get(usual.port, '192.0.2.2')).toBe(200);
  });

  test('counts the addresses of one IPv6 /64 as one client, in whatever way they are written', async () => {
    const one = [
      '2001:db8::1',
      '2001:db8:0:0:ffff::',
      '2001:db8::a:0:0:1',
      '2001:0db8:0000:0000:1:2:3:4',
      '2001:db8::1:0:0:9',
      '2001:db8::',
    ];
    const answers = await Promise.all(one.map((client) => get(usual.port, client)));
    expect(answers.filter((status) => status === 200)).toHaveLength(2);
  });

  test('counts the addresses of different IPv6 /64 apart', async () => {
    const different = ['2001:db8:1::1', '2001:db8:2::1', '2001:db8:0:1::1', '2001:db8:1:1::1', '::1:0:0:0:1', 'fe80::1'];
    expect(await Promise.all(different.map((client) => get(usual.port, client)))).toEqual(different.map(() => 200));
  });

  test('counts IPv4 clients apart that come in IPv6 clothes', async () => {
    const mapped = ['::ffff:198.51.100.1', '::ffff:198.51.100.2', '::ffff:198.51.100.3'];
    expect(await Promise.all(mapped.map((client) => get(usual.port, client)))).toEqual([200, 200, 200]);
  });

  test('does not meter the health port', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(usual.healthPort, '192.0.2.3')));
    expect(answers.every((status) => status === 200)).toBe(true);
  });

  test('drops a client that sends its header too slowly (Slowloris)', async () => {
    const started = Date.now();
    const socket = connect(usual.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: slow\r\n');
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.resume().once('close', resolve));
    expect(Date.now() - started).toBeLessThan(8000);
  });

  test('writes the address of no client to any log, whatever it refuses and whether the workload is there', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => get(usual.port, '192.0.2.7')));
    expect(answers).toContain(429);
    workload.close();
    workload.closeAllConnections();
    expect(await get(usual.port, '192.0.2.8')).toBe(502);
    await nginx.stop();
    expect(nginx.logged).not.toMatch(/192\.0\.2\.|2001:db8|127\.0\.0\.1|client/);
  });
});

async function get(port: number, client: string): Promise<number> {
  return (await answer({ port, headers: { 'X-Test-Client': client } })).status;
}
