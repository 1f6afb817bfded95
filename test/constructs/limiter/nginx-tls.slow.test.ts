import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Session } from 'node:http2';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { nginxConfig } from '../../../lib/constructs/limiter/nginx-config';
import type { NginxConfigOptions } from '../../../lib/constructs/limiter/nginx-config';
import { describeNeeding } from '../../real/network/requirements';
import { accepted, answer, nginxFolder, RunningNginx } from './running-nginx';

const directory = nginxFolder();
const certificates = join(directory, 'certificates');
const usual: NginxConfigOptions = {
  limit: { perClient: '9999r/s', burst: 9999, connectionsPerClient: 50, tls: { secret: 'certificate', redirectFrom: 80 } },
  upstream: { host: '127.0.0.1', port: 8080 },
  port: 18443,
  redirect: { port: 18480, to: 443 },
  healthPort: 18481,
  ipv6: false,
  runDirectory: directory,
  certificateDirectory: certificates,
};
const name = 'www.example.org';
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('the NGINX configuration with TLS', () => {
  test.each<[string, Partial<NginxConfigOptions>]>([
    ['a redirect', {}],
    ['a redirect to another port than 443', { redirect: { port: 18480, to: 8443 } }],
    ['no redirect', { redirect: undefined as never }],
    ['both families', { ipv6: true }],
    ['one connection a client', { limit: { ...usual.limit, connectionsPerClient: 1 } }],
  ])('is accepted by nginx -t with %s, before there is a certificate', (_, change) =>
    expect(() => accepted(directory, nginxConfig({ ...usual, ...change }))).not.toThrow(),
  );

  test.each<[string, Partial<NginxConfigOptions>, RegExp]>([
    ['a certificate of nobody', { limit: { ...usual.limit, tls: {} } }, /rateLimit\.tls: either/],
    ['a folder that breaks out of its line', { certificateDirectory: '/a; }' }, /certificateDirectory = '\/a; }'/],
    ['a redirect to no port', { redirect: { port: 18480, to: 0 } }, /redirect\.to = 0/],
  ])('is refused with %s', (_, change, message) => expect(() => nginxConfig({ ...usual, ...change })).toThrow(message));
});

/** Makes a certificate as the kubelet mounts it: in a folder of its own, to which a link is put in one step. */
function mount(serial: number): void {
  const folder = `..${serial}`;
  mkdirSync(join(certificates, folder), { recursive: true });
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    join(certificates, folder, 'tls.key'),
  ];
  const about = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-set_serial', String(serial), '-days', '2'];
  const made = spawnSync('openssl', ['req', '-x509', ...key, ...about, '-out', join(certificates, folder, 'tls.crt')]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  // Workers are of another user where the test runs as root.
  spawnSync('chmod', ['-R', 'a+rX', certificates]);
  symlinkSync(folder, join(certificates, '..new'));
  renameSync(join(certificates, '..new'), join(certificates, '..data'));
}

/** Makes the files of the Secret, which lead through that link. */
function mountFiles(): void {
  for (const file of ['tls.crt', 'tls.key']) symlinkSync(join('..data', file), join(certificates, file));
}

/** A handshake on a connection of its own. */
function handshake(options: ConnectionOptions = {}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: usual.port, host: '127.0.0.1', servername: name, rejectUnauthorized: false, ...options }, () =>
      resolve(socket),
    );
    socket.on('error', reject);
  });
}

/** What a handshake comes to: the serial number of the certificate, with the version and cipher. */
async function shaken(options: ConnectionOptions = {}): Promise<{ serial: number; version: string | null; cipher: string }> {
  const socket = await handshake(options);
  const { serialNumber } = socket.getPeerCertificate();
  const result = { serial: Number.parseInt(serialNumber, 16), version: socket.getProtocol(), cipher: socket.getCipher().name };
  socket.destroy();
  return result;
}

/** A request of HTTP/1.1 over TLS. @param agent keeps its connections. @default - a connection of its own */
function get(agent: Agent | false = false): Promise<number> {
  return new Promise((resolve, reject) => {
    const at = { port: usual.port, host: '127.0.0.1', servername: name, rejectUnauthorized: false, agent };
    request(at, (response) => response.resume().once('end', () => resolve(response.statusCode ?? 0)))
      .on('error', reject)
      .end();
  });
}

/** Requests of HTTP/2, all in one connection. */
async function http2(count: number): Promise<number[]> {
  const session: ClientHttp2Session = connectHttp2(`https://127.0.0.1:${usual.port}`, {
    servername: name,
    rejectUnauthorized: false,
  });
  // How many it may have open it is told first.
  await new Promise((resolve) => session.once('remoteSettings', resolve));
  const one = () =>
    new Promise<number>((resolve, reject) => {
      const stream = session.request({ ':path': '/', ':authority': name });
      stream.once('response', (headers) => resolve(headers[':status'] ?? 0)).on('error', reject);
      stream.resume();
    });
  const statuses = await Promise.all(Array.from({ length: count }, one));
  session.close();
  return statuses;
}

describeNeeding('NGINX that speaks TLS', hasOpenssl ? undefined : 'openssl (apt-get install openssl)', () => {
  let workload: Server;
  let nginx: RunningNginx;
  let served: Record<string, unknown>[] = [];

  beforeAll(async () => {
    workload = createServer(({ headers }, response) => {
      served.push(headers);
      response.end('served');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => workload.once('listening', resolve));
    mkdirSync(certificates);
    const upstream = { host: '127.0.0.1', port: (workload.address() as AddressInfo).port };
    nginx = await RunningNginx.start(directory, nginxConfig({ ...usual, upstream }), usual.healthPort);
  });

  afterAll(async () => {
    await nginx.stop();
    workload.closeAllConnections();
    await new Promise((resolve) => workload.close(resolve));
  });

  test('begins without a certificate, answers for its health, and serves as soon as one is there', async () => {
    await expect(handshake()).rejects.toThrow();
    expect((await answer({ port: usual.healthPort })).status).toBe(200);
    mount(1);
    mountFiles();
    expect(await get()).toBe(200);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s', async (version) =>
    expect(await shaken({ minVersion: version, maxVersion: version })).toMatchObject({ version, serial: 1 }),
  );

  test.each(['TLSv1', 'TLSv1.1'] as const)('does not speak %s', async (version) => {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    await expect(shaken(old)).rejects.toThrow(/alert protocol version/);
  });

  test.each(['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305'])(
    'takes %s of a client of TLS 1.2',
    async (ciphers) => expect(await shaken({ maxVersion: 'TLSv1.2', ciphers })).toMatchObject({ cipher: ciphers }),
  );

  test.each(['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES128-CCM'])(
    'does not take %s',
    async (ciphers) => await expect(shaken({ maxVersion: 'TLSv1.2', ciphers })).rejects.toThrow(/handshake failure/),
  );

  test('speaks HTTP/2, and asks the workload by HTTP/1.1 with the scheme of the client', async () => {
    served = [];
    expect(await http2(60)).toEqual(Array.from({ length: 60 }, () => 200));
    expect(new Set(served.map((headers) => headers['x-forwarded-proto']))).toEqual(new Set(['https']));
  });

  test('does not believe a client that says by which scheme it came', async () => {
    served = [];
    await new Promise((resolve, reject) =>
      request(
        {
          port: usual.port,
          host: '127.0.0.1',
          rejectUnauthorized: false,
          agent: false,
          headers: { 'X-Forwarded-Proto': 'http' },
        },
        (response) => response.resume().once('end', resolve),
      )
        .on('error', reject)
        .end(),
    );
    expect(served.map((headers) => headers['x-forwarded-proto'])).toEqual(['https']);
  });

  test.each([
    ['GET', '/a/b?c=d&e=%20', `https://${name}/a/b?c=d&e=%20`],
    ['POST', '/', `https://${name}/`],
  ])('sends %s %s of plain HTTP on to TLS, with method and body', async (method, path, location) => {
    const { status, headers } = await answer({ port: 18480, method, path, headers: { Host: `${name}:80` } });
    expect([status, headers['location']]).toEqual([308, location]);
  });

  test('serves nothing by plain HTTP', async () => {
    served = [];
    expect((await answer({ port: usual.port })).status).toBe(400);
    await answer({ port: 18480 });
    expect(served).toEqual([]);
  });

  test('takes up a renewed certificate at the next handshake, and loses no request meanwhile', async () => {
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    await get(kept);
    const statuses: number[] = [];
    let renewed = 1;
    let running = true;
    const client = async (agent: Agent | false) => {
      while (running) statuses.push(await get(agent));
    };
    const clients = [client(false), client(false), client(kept)];
    for (; renewed < 4; renewed++) {
      mount(renewed + 1);
      expect(await shaken()).toMatchObject({ serial: renewed + 1 });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    running = false;
    await Promise.all(clients);
    kept.destroy();
    expect(statuses.length).toBeGreaterThan(50);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });

  test('writes the address of no client to any log, whoever fails to speak TLS', async () => {
    await expect(shaken({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' })).rejects.toThrow();
    writeFileSync(join(certificates, '..data', 'tls.key'), 'no key');
    await expect(handshake()).rejects.toThrow();
    await nginx.stop();
    expect(nginx.logged).not.toMatch(/127\.0\.0\.1|client/);
  });
});
