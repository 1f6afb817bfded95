import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { responderCommand } from '../../../lab/src/application';
import { startProcess } from '../../../lab/src/network/node-process';
import type { NodeProcess } from '../../../lab/src/network/node-process';
import { Probe, samplesOf } from '../../../lab/src/probes';
import type { LiveWindow, StreamPlan, StreamSamples } from '../../../lab/src/probes';

jest.setTimeout(60_000);

const address = '127.0.0.1';
const folder = mkdtempSync(join(tmpdir(), 'probe-test-'));
const client = { folder, start: startProcess };
let port = 0;
let responder: NodeProcess;

/** A port that was free a moment ago, for TCP; UDP takes the same number. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, address, () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}

async function startResponder(): Promise<void> {
  const at = [{ address, port }];
  const [program, ...args] = responderCommand({ site: 'mec-1', host: 'host-1', udp: at, http: at });
  responder = startProcess(program, args);
  await said(responder, 'ready');
}

async function said(child: NodeProcess, text: string): Promise<void> {
  for (let tries = 0; !child.said().includes(text); tries++) {
    if (tries > 400) throw new Error(`never said ${text}: ${child.said()}`);
    await pause(25);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  port = await freePort();
  await startResponder();
});
afterAll(() => {
  responder.kill();
  rmSync(folder, { recursive: true, force: true });
});

const udp: StreamPlan = { name: 'udp', kind: 'udp', address, port: 0, intervalMs: 5, flows: 1, run: 7 };
const http: StreamPlan = {
  name: 'http',
  kind: 'http',
  address,
  port: 0,
  intervalMs: 20,
  path: '/',
  keepAlive: false,
  timeoutMs: 500,
};

/** Runs streams until this many windows of each were told. */
async function probed(streams: readonly StreamPlan[], windows: number, during?: () => Promise<void> | void) {
  const live: LiveWindow[] = [];
  const probe = Probe.start(client, {
    streams: streams.map((stream) => ({ ...stream, port })),
    live: (window) => live.push(window),
  });
  const told = async (count: number) => {
    while (streams.some((stream) => live.filter((window) => window.stream === stream.name).length < count)) await pause(20);
  };
  await told(1);
  await during?.();
  await told(live.length + windows);
  return { live, results: await probe.stop() };
}

const failures = (result: StreamSamples) => new Set(samplesOf(result).map((sample) => sample.failure));
const servers = (result: StreamSamples) => result.servers.map(({ site, host }) => `${site}/${host}`);

test('every stream is answered by the responder, and says by whom', async () => {
  const flows: StreamPlan = { ...udp, name: 'flows', flows: 4, intervalMs: 20, run: 8 };
  const kept: StreamPlan = { ...http, name: 'kept', keepAlive: true };
  const { live, results } = await probed([udp, flows, http, kept], 2);
  expect(results.map((result) => result.stream)).toEqual(['udp', 'flows', 'http', 'kept']);
  for (const result of results) {
    expect(servers(result)).toEqual(['mec-1/host-1']);
    expect(samplesOf(result).filter((sample) => sample.server).length).toBeGreaterThan(5);
  }
  expect(live.some((window) => window.answered['mec-1/host-1'] === window.sent)).toBe(true);
});

test('the server counts each run apart', async () => {
  const { results } = await probed(
    [
      { ...udp, run: 21 },
      { ...udp, name: 'other', run: 22 },
    ],
    1,
  );
  const first = results.map((result) => result.count?.find((count) => count > 0));
  expect(first).toEqual([1, 1]);
});

test('SIGUSR1 lets HTTP fail with 5xx, while UDP is answered; a second one ends that', async () => {
  const { results } = await probed([udp, http], 2, () => responder.kill('SIGUSR1'));
  expect([...failures(results[1]!)].sort()).toEqual(['5xx', undefined]);
  expect(failures(results[0]!).has('5xx')).toBe(false);
  responder.kill('SIGUSR1');
  const after = await probed([http], 1);
  expect(failures(after.results[0]!).has('5xx')).toBe(false);
});

test('where nothing listens, HTTP is refused and UDP has no answer', async () => {
  const { live, results } = await probed([udp, http], 4, async () => {
    responder.kill();
    await responder.exited;
  });
  await startResponder();
  expect(failures(results[0]!).has('timeout')).toBe(true);
  expect(failures(results[1]!).has('refused')).toBe(true);
  expect(live.some((window) => window.stream === 'http' && window.failed.refused)).toBe(true);
});

test('a responder that starts anew is another server, since it counts anew', async () => {
  const [before] = (await probed([{ ...udp, run: 31 }], 1)).results;
  responder.kill();
  await responder.exited;
  await startResponder();
  const [after] = (await probed([{ ...udp, run: 31 }], 1)).results;
  expect(after?.count?.find((count) => count > 0)).toBe(1);
  expect(after?.servers[0]?.pod).not.toBe(before?.servers[0]?.pod);
});

test('no file stays behind', () => {
  expect(readdirSync(folder)).toEqual([]);
});

test('a plan that makes no sense ends the probe with what is wrong', async () => {
  const probe = Probe.start(client, { streams: [{ ...udp, port: 99999 }] });
  await pause(200);
  await expect(probe.stop()).rejects.toThrow(/ended with 1.*port/s);
});
