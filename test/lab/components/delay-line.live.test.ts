import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describeNeeding } from '../../real/network/requirements';
import { program, withoutGo, withoutRoot } from './programs';

const reason = [withoutGo(), withoutRoot('/usr/sbin/ip')].filter(Boolean).join(', ') || undefined;
const left = `delay-test-a-${process.pid}`;
const right = `delay-test-b-${process.pid}`;
const wires = `delay-test-w-${process.pid}`;

describeNeeding('the delay line', reason, () => {
  let path: string;
  let line: ChildProcess;
  let answers: AsyncIterator<string>;
  let id = 0;

  const ip = (...lines: string[]) => execFileSync('ip', ['-batch', '-'], { input: `${lines.join('\n')}\n` });
  const within = (namespace: string, ...args: string[]) =>
    spawnSync('ip', ['netns', 'exec', namespace, ...args], { encoding: 'utf8', timeout: 20_000 });

  /** Sends one command and returns the answer. */
  async function ask(command: object): Promise<{ id: number; result?: any; error?: string }> {
    line.stdin?.write(`${JSON.stringify({ id: ++id, ...command })}\n`);
    const answer = JSON.parse((await answers.next()).value);
    expect(answer.id).toBe(id);
    return answer;
  }

  beforeAll(async () => {
    path = await program('delay-line');
    ip(
      ...[left, right, wires].map((name) => `netns add ${name}`),
      `link add wa netns ${wires} type veth peer name eth0 netns ${left}`,
      `link add wb netns ${wires} type veth peer name eth0 netns ${right}`,
    );
    for (const [namespace, address] of [
      [left, '192.0.2.1/24'],
      [right, '192.0.2.2/24'],
    ] as const) {
      execFileSync('ip', ['-n', namespace, 'address', 'add', address, 'dev', 'eth0']);
      for (const device of ['lo', 'eth0']) execFileSync('ip', ['-n', namespace, 'link', 'set', device, 'up']);
    }
    for (const device of ['wa', 'wb']) execFileSync('ip', ['-n', wires, 'link', 'set', device, 'up']);
    line = spawn(path, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    answers = createInterface({ input: line.stdout! })[Symbol.asyncIterator]();
    const port = (name: string) => ({ namespace: `/run/netns/${wires}`, interface: name });
    const link = { name: 'a-b', a: port('wa'), b: port('wb'), aToBMicroseconds: 20_000, bToAMicroseconds: 30_000 };
    expect(await ask({ command: 'add', links: [link] })).toEqual({ id, result: true });
  }, 120_000);

  afterAll(() => {
    line.kill('SIGKILL');
    for (const name of [left, right, wires]) spawnSync('ip', ['netns', 'delete', name]);
  });

  /** Round trips that `ping` saw, ms. */
  function ping(count: number): number[] {
    const script = `
      const { execFileSync } = require('node:child_process');
      const socket = require('node:dgram').createSocket('udp4');
      const at = new Map();
      socket.on('message', (m) => { const n = m.readUInt32BE(0); console.log((performance.now() - at.get(n)).toFixed(3)); });
      socket.bind(0, () => {
        let n = 0;
        const timer = setInterval(() => {
          if (n === ${count}) { clearInterval(timer); setTimeout(() => socket.close(), 300); return; }
          const m = Buffer.alloc(1400); m.writeUInt32BE(n); at.set(n++, performance.now());
          socket.send(m, 7, '192.0.2.2');
        }, 5);
      });`;
    const { stdout } = within(left, process.execPath, '-e', script);
    return stdout.split('\n').filter(Boolean).map(Number);
  }

  /** A server that sends back what it gets, in the other namespace. */
  async function echo(program: string): Promise<ChildProcess> {
    const server = spawn('ip', ['netns', 'exec', right, process.execPath, '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(server.stdout, 'data');
    return server;
  }
  const udpEcho = `
    const socket = require('node:dgram').createSocket('udp4');
    socket.on('message', (m, from) => socket.send(m, from.port, from.address)).bind(7, () => console.log('ready'));`;

  test('holds each frame for the delay of its direction, never less', async () => {
    const server = await echo(udpEcho);
    const times = ping(50);
    server.kill('SIGKILL');
    expect(times).toHaveLength(50);
    // Up to 3 µs early each way; how late depends on the machine, which --measure tells.
    expect(Math.min(...times)).toBeGreaterThan(49.98);
    expect((await ask({ command: 'stats' })).result.links['a-b'][0].forwarded).toBeGreaterThanOrEqual(50);
  });

  test('changes a delay while frames flow', async () => {
    const server = await echo(udpEcho);
    await ask({ command: 'set', link: 'a-b', direction: 0, delayMicroseconds: 0 });
    await ask({ command: 'set', link: 'a-b', direction: 1, delayMicroseconds: 0 });
    const times = ping(20).sort((a, b) => a - b);
    server.kill('SIGKILL');
    expect(times[0]).toBeLessThan(20);
  });

  test('loses a direction silently and gives it back', async () => {
    const server = await echo(udpEcho);
    await ask({ command: 'set', link: 'a-b', direction: 0, dropPercent: 100 });
    expect(ping(10)).toEqual([]);
    await ask({ command: 'set', link: 'a-b', direction: 0, dropPercent: 20 });
    const times = ping(200);
    await ask({ command: 'set', link: 'a-b', direction: 0, dropPercent: 0 });
    expect(ping(10)).toHaveLength(10);
    server.kill('SIGKILL');
    // 200 frames of which 20 % are lost: outside of this once in a million runs.
    expect(times.length).toBeGreaterThan(130);
    expect(times.length).toBeLessThan(190);
  });

  test('carries TCP whose checksums and segments the kernel puts off', async () => {
    const server = await echo(`
      const hash = require('node:crypto').createHash('sha256');
      require('node:net').createServer({ allowHalfOpen: true }, (socket) => {
        socket.on('data', (d) => hash.update(d)).on('end', () => socket.end(hash.digest('hex')));
      }).listen(9, () => console.log('ready'));`);
    const client = `
      const bytes = require('node:crypto').randomBytes(16 << 20);
      const socket = require('node:net').connect(9, '192.0.2.2', () => socket.end(bytes));
      let said = ''; socket.on('data', (d) => said += d);
      socket.on('end', () => console.log(said === require('node:crypto').createHash('sha256').update(bytes).digest('hex')));`;
    const { stdout } = within(left, process.execPath, '-e', client);
    server.kill('SIGKILL');
    expect(stdout.trim()).toBe('true');
  });

  test('says what it refuses, and goes on', async () => {
    const port = { namespace: `/run/netns/${wires}`, interface: 'nothing' };
    const wrong = { name: 'x', a: port, b: port, aToBMicroseconds: 0, bToAMicroseconds: 0 };
    expect((await ask({ command: 'add', links: [wrong] })).error).toMatch(
      /link 'x': interface "nothing" in .*no such network interface/,
    );
    expect((await ask({ command: 'set', link: 'y', direction: 0 })).error).toBe("link 'y': there is none of this name");
    expect((await ask({ command: 'set', link: 'a-b', direction: 0, dropPercent: 101 })).error).toMatch(
      /allowed is from 0 to 100/,
    );
    expect((await ask({ command: 'jump' })).error).toMatch(/allowed are add, set, remove, stats/);
  });

  test('loses and reorders nothing on a chain of links', () => {
    const { stdout, status } = spawnSync(path, ['--measure', '--json', '--links', '8', '--count', '500'], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ sent: 500, received: 500, reordered: 0 });
  });

  test('ends when its input ends', async () => {
    line.stdin?.end();
    expect((await once(line, 'exit'))[0]).toBe(0);
  });
});
