import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describeNeeding } from '../../real/network/requirements';
import { freePort } from './free-port';
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

  const http = (port: number) => ({ port, protocol: 'TCP', speaks: 'http' });
  const env = (ports: readonly object[]) => ({ LAB_SITE: 'mec-1', LAB_HOST: 'host-1', LAB_PORTS: JSON.stringify(ports) });

  /** Starts it, and waits until it listens. */
  async function start(ports: readonly object[], more: Record<string, string | number> = {}): Promise<ChildProcess> {
    const child = spawn(path, [], { env: { ...env(ports), ...more }, stdio: ['ignore', 'pipe', 'inherit'] });
    started.add(child);
    expect(String((await once(child.stdout, 'data'))[0])).toBe('ready\n');
    return child;
  }

  test('says which site and host answered, and counts', async () => {
    const port = await freePort();
    await start([http(port)]);
    const { status, headers, body } = await ask(port, '/healthz');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'x-lab-site': 'mec-1', 'x-lab-host': 'host-1' });
    expect(JSON.parse(body)).toMatchObject({ site: 'mec-1', host: 'host-1', count: expect.any(Number) });
  });

  test('fails on SIGUSR1 and recovers on the next, over the same connection', async () => {
    const port = await freePort();
    const child = await start([http(port)]);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await ask(port, '/', agent)).status).toBe(200);
    child.kill('SIGUSR1');
    await pause(100);
    expect((await ask(port, '/', agent)).status).toBe(503);
    child.kill('SIGUSR1');
    await pause(100);
    const { status, reused } = await ask(port, '/', agent);
    expect({ status, reused }).toEqual({ status: 200, reused: true });
    agent.destroy();
  });

  test('answers datagrams with themselves, who answered, and how many of this run came', async () => {
    const port = await freePort();
    // The same number over both: health of a UDP service is asked over TCP.
    await start([{ port, protocol: 'UDP', speaks: 'echo' }, http(port)]);
    expect((await ask(port, '/ready')).status).toBe(200);
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
    const port = await freePort();
    await start([{ port, protocol: 'UDP', speaks: 'echo' }]);
    await expect(datagram(port, Buffer.from('hello'), 300)).rejects.toThrow('no answer');
  });

  test('listens at the address that it is given alone', async () => {
    const port = await freePort();
    await start([{ ...http(port), address: '127.0.0.2' }]);
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  test('ends on SIGTERM with code 0, though a connection is kept alive', async () => {
    const port = await freePort();
    const child = await start([http(port)]);
    const agent = new Agent({ keepAlive: true });
    await ask(port, '/', agent);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    agent.destroy();
  });

  test('ends on SIGTERM with code 0, whatever it speaks', async () => {
    const all = ['echo/UDP', 'http/TCP', 'https/TCP', 'h3/UDP', 'dns/UDP', 'dns/TCP', 'mqtt/TCP', 'mqtts/TCP'];
    const ports = all.map(async (text) => {
      const [speaks, protocol] = text.split('/');
      return { port: await freePort(), speaks, protocol };
    });
    const child = await start(await Promise.all(ports));
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  test('keeps answering for STOP_DELAY_MS after SIGTERM', async () => {
    const port = await freePort();
    const child = await start([{ ...http(port), health: ['/healthz'] }], { STOP_DELAY_MS: 1500 });
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
    const child = spawn(path, [], { env: { ...env([http(port)]), START_DELAY_MS: '60000' } as unknown as NodeJS.ProcessEnv });
    started.add(child);
    await pause(300);
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  test('refuses wrong settings, all at once', async () => {
    const wrong = { ...env([{ port: 0, protocol: 'SCTP', speaks: 'http' }]), GRACE_MS: 'soon' };
    const child = spawn(path, [], { env: wrong as unknown as NodeJS.ProcessEnv });
    // Both may have happened before either is asked for.
    const [[said], [code]] = (await Promise.all([once(child.stderr, 'data'), once(child, 'exit')])) as [[Buffer], [number]];
    expect(code).toBe(1);
    expect(said.toString()).toMatch(/GRACE_MS = 'soon'.*\n.*port 0.*\n.*'http' over 'SCTP'/);
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
