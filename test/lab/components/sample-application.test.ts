import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describeNeeding } from '../../real/network/requirements';
import { program, withoutGo } from './programs';

describeNeeding('the sample application', withoutGo(), () => {
  let path: string;
  const started = new Set<ChildProcess>();
  beforeAll(async () => {
    path = await program('sample-application');
  }, 120_000);
  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    started.clear();
  });

  /** Starts it, and waits until it answers at the port of its health. */
  async function start(env: Record<string, string | number>): Promise<ChildProcess> {
    const child = spawn(path, [], {
      env: { LAB_SITE: 'mec-1', LAB_HOST: 'host-1', ...env },
      stdio: 'inherit',
    });
    started.add(child);
    const port = Number(env['HEALTH_PORT'] ?? env['PORT']);
    for (let i = 0; i < 200 && !(await ask(port, '/').catch(() => undefined)); i++) await pause(25);
    return child;
  }

  test('says which site and host answered, and counts', async () => {
    const port = await freePort();
    await start({ PORT: port, HEALTH_PATH: '/healthz' });
    const { status, headers, body } = await ask(port, '/anything');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'x-lab-site': 'mec-1', 'x-lab-host': 'host-1' });
    expect(JSON.parse(body)).toMatchObject({ site: 'mec-1', host: 'host-1', count: expect.any(Number) });
    expect(await ask(port, '/healthz')).toMatchObject({ status: 200, body: 'ok\n' });
  });

  test('fails on SIGUSR1 and recovers on the next, over the same connection', async () => {
    const port = await freePort();
    const child = await start({ PORT: port, HEALTH_PATH: '/healthz' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses = async () => [(await ask(port, '/', agent)).status, (await ask(port, '/healthz', agent)).status];
    expect(await statuses()).toEqual([200, 200]);
    child.kill('SIGUSR1');
    await pause(100);
    expect(await statuses()).toEqual([503, 503]);
    child.kill('SIGUSR1');
    await pause(100);
    const { status, reused } = await ask(port, '/', agent);
    expect({ status, reused }).toEqual({ status: 200, reused: true });
    agent.destroy();
  });

  test('answers datagrams with themselves, who answered, and how many of this run came', async () => {
    const [port, health] = [await freePort(), await freePort()];
    await start({ PORT: port, PROTOCOL: 'UDP', HEALTH_PORT: health, HEALTH_PATH: '/ready' });
    expect((await ask(health, '/ready')).body).toBe('ok\n');
    const first = await datagram(port, request(7, 0));
    expect(first.subarray(0, 32)).toEqual(request(7, 0));
    const answer = (reply: Buffer) => JSON.parse(reply.subarray(32).toString('utf8'));
    expect(answer(first)).toMatchObject({ site: 'mec-1', host: 'host-1', count: 1, receivedNs: expect.stringMatching(/^\d+$/) });
    // All processes of the machine share the clock.
    expect(Math.abs(Number(process.hrtime.bigint() - BigInt(answer(first).receivedNs)))).toBeLessThan(5e9);
    expect(answer(await datagram(port, request(7, 1)))).toMatchObject({ count: 2 });
    expect(answer(await datagram(port, request(8, 0)))).toMatchObject({ count: 1 });
  });

  test('is silent to what is no request', async () => {
    const [port, health] = [await freePort(), await freePort()];
    await start({ PORT: port, PROTOCOL: 'UDP', HEALTH_PORT: health });
    await expect(datagram(port, Buffer.from('hello'), 300)).rejects.toThrow('no answer');
  });

  test('ends on SIGTERM with code 0, though a connection is kept alive', async () => {
    const port = await freePort();
    const child = await start({ PORT: port });
    const agent = new Agent({ keepAlive: true });
    await ask(port, '/', agent);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    agent.destroy();
  });

  test('keeps answering for STOP_DELAY_MS after SIGTERM', async () => {
    const port = await freePort();
    const child = await start({ PORT: port, STOP_DELAY_MS: 1500, HEALTH_PATH: '/healthz' });
    expect((await ask(port, '/healthz')).status).toBe(200);
    child.kill('SIGTERM');
    await pause(300);
    // It is still there for those who come, and tells the kubelet that nobody should.
    expect((await ask(port, '/')).status).toBe(200);
    expect((await ask(port, '/healthz')).status).toBe(503);
    expect((await once(child, 'exit'))[0]).toBe(0);
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  test('does not listen before START_DELAY_MS', async () => {
    const port = await freePort();
    const child = spawn(path, [], { env: { PORT: `${port}`, START_DELAY_MS: '60000' } as unknown as NodeJS.ProcessEnv });
    started.add(child);
    await pause(300);
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  test('refuses wrong settings, all at once', async () => {
    const child = spawn(path, [], { env: { PORT: 'x', PROTOCOL: 'SCTP' } as unknown as NodeJS.ProcessEnv });
    // Both may have happened before either is asked for.
    const [[said], [code]] = (await Promise.all([once(child.stderr, 'data'), once(child, 'exit')])) as [[Buffer], [number]];
    expect(code).toBe(1);
    expect(said.toString()).toMatch(/PORT = 'x'.*\n.*PROTOCOL = 'SCTP'/);
  });
});

/** A request of the probe's wire format. */
function request(run: number, sequence: number): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write('AMEC');
  bytes.writeUInt32BE(run, 4);
  bytes.writeUInt32BE(sequence, 12);
  return bytes;
}

async function datagram(port: number, bytes: Buffer, withinMs = 3000): Promise<Buffer> {
  const socket = createSocket('udp4');
  try {
    socket.send(bytes, port, '127.0.0.1');
    const late = pause(withinMs).then(() => {
      throw new Error('no answer');
    });
    const [reply] = (await Promise.race([once(socket, 'message'), late])) as [Buffer];
    return reply;
  } finally {
    socket.close();
  }
}

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: string;
  /** Whether the connection served an earlier request. */
  reused: boolean;
}

async function ask(port: number, path: string, agent = new Agent()): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = get({ port, path, host: '127.0.0.1', agent, timeout: 2000 }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body, reused: asked.reusedSocket }),
      );
    });
    asked.on('error', reject).on('timeout', () => asked.destroy(new Error('timeout')));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
