import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { probeOf } from 'anycast-mec/contract';
import { Deadline } from '../../../agent/src/health/deadline';
import type { Outcome } from '../../../agent/src/health/evidence';
import { probes } from '../../../agent/src/health/probes';
import { startProcess } from '../../../lab/src/network/node-process';
import { Probe, samplesOf } from '../../../lab/src/probes';
import type { StreamPlan } from '../../../lab/src/probes';
import { describeNeeding } from '../../real/network/requirements';
import { freePort } from './free-port';
import { program, withoutGo } from './programs';

const address = '127.0.0.1';
/** Everything that the sample application speaks, but the lab's own datagrams, by what and over what. */
const spoken = ['http TCP', 'https TCP', 'h3 UDP', 'dns UDP', 'dns TCP', 'mqtt TCP', 'mqtts TCP'] as const;
type Spoken = (typeof spoken)[number];
type Health = Parameters<typeof probeOf>[0];

describeNeeding('the sample application', withoutGo(), () => {
  const folder = mkdtempSync(join(tmpdir(), 'protocols-'));
  const ports = new Map<Spoken, number>();
  let [application, client] = ['', ''];
  let child: ChildProcess;

  async function start(): Promise<void> {
    const listeners = spoken.map((text) => ({ ...partsOf(text), address, port: portOf(text), answers: 2 }));
    const env = { LAB_SITE: 'mec-1', LAB_HOST: 'host-1', LAB_POD: 'pod-1', LAB_PORTS: JSON.stringify(listeners) };
    child = spawn(application, [], { env: env, stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout!, 'data');
  }
  const portOf = (text: Spoken) => ports.get(text) ?? 0;

  beforeAll(async () => {
    application = await program('sample-application');
    client = await program('sample-client');
    for (const text of spoken) ports.set(text, await freePort());
    await start();
  }, 300_000);
  afterAll(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** What became of the requests of a stream in each protocol. */
  async function asked(): Promise<Record<string, string[]>> {
    const streams = spoken.map((text): StreamPlan => ({
      ...partsOf(text),
      kind: 'asked',
      name: text,
      address,
      port: portOf(text),
      program: client,
      intervalMs: 100,
      timeoutMs: 1000,
    }));
    let windows = 0;
    const probe = Probe.start({ folder, start: startProcess }, { streams, live: () => windows++ });
    while (windows < 5 * spoken.length) await pause(50);
    return Object.fromEntries(
      (await probe.stop()).map((result) => {
        // The last ones may still be under way when the probe ends.
        const samples = samplesOf(result).slice(0, 5);
        const outcomes = samples.map(({ failure, server }) => failure ?? `${server?.site}/${server?.host}/${server?.pod}`);
        return [result.stream, [...new Set(outcomes)]];
      }),
    );
  }
  const each = (outcome: string) => Object.fromEntries(spoken.map((text) => [text, [outcome]]));

  test('says in every protocol who answered', async () => {
    expect(await asked()).toEqual(each('mec-1/host-1/pod-1'));
  }, 60_000);

  test('fails in every protocol on SIGUSR1, and answers again on the next', async () => {
    child.kill('SIGUSR1');
    await pause(100);
    expect(await asked()).toEqual(each('5xx'));
    child.kill('SIGUSR1');
    await pause(100);
    expect(await asked()).toEqual(each('mec-1/host-1/pod-1'));
  }, 60_000);

  test('answers nobody while it hangs', async () => {
    child.kill('SIGSTOP');
    expect(await asked()).toEqual(each('timeout'));
    child.kill('SIGCONT');
  }, 60_000);

  test.each<[string, Spoken, Omit<Health, 'port'>]>([
    ['http', 'http TCP', { http: '/healthz' }],
    ['http over TLS', 'https TCP', { http: '/healthz', tls: { verify: false } }],
    ['grpc', 'http TCP', { probe: 'grpc', grpcService: 'any.name' }],
    ['tls', 'https TCP', { tls: { verify: false } }],
    ['tls at a broker', 'mqtts TCP', { tls: { verify: false } }],
    ['tcp at a broker', 'mqtt TCP', {}],
    ['tcp at a name server', 'dns TCP', {}],
    ['quic', 'h3 UDP', { quic: {} }],
    ['dns', 'dns UDP', { dns: { name: 'www.example.org', type: 'A', answers: 2 } }],
    ['dns of another type', 'dns UDP', { dns: { name: 'example.org', type: 'SOA' } }],
  ])("is found healthy by the failover agent's probe: %s", async (_, text, health) => {
    expect(await probed({ ...health, port: portOf(text) })).toMatchObject({ class: 'ok' });
  });

  test('is refused where it was killed, but for datagrams of QUIC, which tell nothing', async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await asked()).toEqual({ ...each('refused'), 'h3 UDP': ['timeout'] });
    await start();
  }, 60_000);
});

function partsOf(text: Spoken): { readonly speaks: string; readonly protocol: 'TCP' | 'UDP' } {
  const [speaks = '', protocol] = text.split(' ');
  return { speaks, protocol: protocol === 'UDP' ? 'UDP' : 'TCP' };
}

function probed(health: Health): Promise<Outcome> {
  return new Promise((resolve) => {
    const config = probeOf(health);
    const deadline = new Deadline();
    const timer = setTimeout(() => deadline.expire(), 2000);
    probes[config.kind](address, config, deadline, (outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}
