/**
 * How late the senders of this machine are: `npx tsx lab/src/measure/lateness.ts [seconds]`. A responder and a probe talk over the loopback
 * interface, each stream with normal and with real-time priority. Never more than this in real time: 6400 requests a second take two cores whole,
 * and nothing else of the machine would run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { responderCommand } from '../application';
import { startProcess } from '../network/node-process';
import { bestPriority, prioritize } from '../probes/priority';
import type { Priority } from '../probes/priority';
import { Probe } from '../probes/probe';
import type { StreamPlan } from '../probes/plan';

const address = '127.0.0.1';
const port = 17007;
const common = { kind: 'udp' as const, address, port, run: 1 };
const streams: readonly StreamPlan[] = [
  { ...common, name: '1 kHz, one flow', intervalMs: 1, flows: 1 },
  { ...common, name: '64 flows at 50 ms', intervalMs: 50, flows: 64 },
];

async function measure(stream: StreamPlan, priority: Priority, seconds: number, folder: string): Promise<string> {
  const [program, ...args] = responderCommand({ site: 'a', host: 'b', udp: [{ address, port }], http: [] });
  const responder = startProcess(program, args);
  try {
    while (!responder.answer().includes('ready')) await pause(20);
    await prioritize(responder.pid, priority);
    const probe = Probe.start({ folder, start: startProcess }, { streams: [stream], priority });
    await pause(seconds * 1000);
    const [result] = await probe.stop();
    if (!result) throw new Error('the probe gave no result');
    const { p50Ms, p99Ms, maxMs } = result.late;
    const lost = result.answeredUs.filter((answered) => answered < 0).length;
    const late = [p50Ms, p99Ms, maxMs].map((ms) => ms.toFixed(2)).join(' / ');
    return `${stream.name.padEnd(18)} ${priority.padEnd(10)} late p50 / p99 / max ${late} ms, ${lost} of ${result.sentUs.length} without answer`;
  } finally {
    responder.kill();
    await responder.exited;
  }
}

async function main(): Promise<void> {
  const seconds = Number(process.argv[2] ?? 6);
  const folder = mkdtempSync(join(tmpdir(), 'lateness-'));
  try {
    const priorities: Priority[] = (await bestPriority()) === 'real-time' ? ['normal', 'real-time'] : ['normal'];
    for (const stream of streams)
      for (const priority of priorities) console.log(await measure(stream, priority, seconds, folder));
    console.log(`load average ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
