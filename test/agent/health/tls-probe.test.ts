import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import type { Http2SecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { probeOf } from 'anycast-mec/contract';
import { Deadline } from '../../../agent/src/health/deadline';
import type { Outcome } from '../../../agent/src/health/evidence';
import { probes } from '../../../agent/src/health/probes';
import { describeNeeding } from '../../real/network/requirements';

const has = spawnSync('openssl', ['version']).status === 0;
const name = 'sensors.example';

describeNeeding('a probe by HTTPS', has ? undefined : 'openssl (apt-get install openssl)', () => {
  let folder: string;
  let server: Server;
  let caFile: string;
  let asked: (string | false)[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-probe-'));
    caFile = join(folder, 'cert.pem');
    const key = join(folder, 'key.pem');
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    const made = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', caFile];
    const run = spawnSync('openssl', ['req', '-x509', ...kind, ...made], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    server = createServer({ key: readFileSync(key), cert: readFileSync(caFile) }, (request, response) => {
      asked.push((request.socket as TLSSocket & { servername: string | false }).servername);
      response.end('fine');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const probe = (tls: { serverName?: string; caFile?: string; verify?: boolean } | true) =>
    new Promise<Outcome>((settled) => {
      const { port } = server.address() as AddressInfo;
      probes.http('127.0.0.1', probeOf({ http: '/', port, tls } as never), new Deadline(), settled);
    });

  test('by gRPC takes a certificate of its authority for life, and refuses others', async () => {
    const grpc: Http2SecureServer = createSecureServer({
      key: readFileSync(join(folder, 'key.pem')),
      cert: readFileSync(caFile),
    });
    grpc.on('stream', (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.from([0, 0, 0, 0, 2, 8, 1]));
    });
    await new Promise<void>((listening) => grpc.listen(0, '127.0.0.1', listening));
    const { port } = grpc.address() as AddressInfo;
    const ask = (tls: object) =>
      new Promise<Outcome>((settled) =>
        probes.grpc('127.0.0.1', probeOf({ probe: 'grpc', port, tls } as never), new Deadline(), settled),
      );
    const outcomes = await Promise.all(
      [{ serverName: name, caFile }, { serverName: 'other.example', caFile }, { serverName: name }].map(ask),
    );
    grpc.close();
    expect(outcomes.map((outcome) => outcome.class)).toEqual(['ok', 'soft', 'soft']);
  });

  test('by a handshake alone does the same, and sees that nobody shakes hands', async () => {
    const { port } = server.address() as AddressInfo;
    const shake = (tls: object, at = port) =>
      new Promise<Outcome>((settled) => probes.tls('127.0.0.1', probeOf({ port: at, tls }), new Deadline(), settled));
    expect(await shake({ serverName: name, caFile })).toMatchObject({ class: 'ok' });
    expect(await shake({ serverName: name })).toMatchObject({ class: 'soft' });
    expect(await shake({ verify: false })).toMatchObject({ class: 'ok' });
    const mute = createTcp((socket) => socket.on('data', () => socket.end('no TLS here')).on('error', () => undefined));
    await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
    const outcome = await shake({ verify: false }, (mute.address() as AddressInfo).port);
    mute.close();
    expect(outcome).toMatchObject({ class: 'soft' });
  });

  test('asks for the server by its name (SNI), and takes a certificate of its authority for life', async () => {
    expect(await probe({ serverName: name, caFile, verify: true })).toMatchObject({ class: 'ok' });
    expect(asked).toEqual([name]);
  });

  test('refuses a certificate of another name, softly: the process answers', async () =>
    expect(await probe({ serverName: 'other.example', caFile, verify: true })).toMatchObject({ class: 'soft' }));

  test('refuses one of an authority that it does not know', async () =>
    expect(await probe({ serverName: name, verify: true })).toMatchObject({ class: 'soft' }));

  test('takes any where it is not to be verified', async () =>
    expect(await probe({ serverName: name, verify: false })).toMatchObject({ class: 'ok' }));
});
