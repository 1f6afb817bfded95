/**
 * The agent's cost: 1,000 targets probed every 100 ms by one process. Prints CPU, memory, lateness of probe starts, and the time from
 * start to the first probe. The targets run in another process; the agent is the bundle as it is delivered. Beside it stands the floor:
 * what the same connections cost a Node program that does nothing else. Over loopback the kernel's work for the other end is in both.
 *
 * Usage: tsx bench/agent/load.ts [seconds] [targets] [tcp|http]
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { Socket } from 'node:net';
import { join } from 'node:path';

const goals = { core: 0.5, rssMiB: 150, latenessMs: 10 };
/** Clock ticks of the kernel in a second (`getconf CLK_TCK`, 100 on every Linux that Node runs on). */
const ticksPerSecond = 100;
const pageBytes = 4096;
/** Endpoints of one service of the benchmark. */
const perService = 20;

const [seconds = 60, targets = 1000] = process.argv.slice(2, 4).map(Number);
const kind = process.argv[4] === 'http' ? 'http' : 'tcp';

if (process.argv[2] === '--targets') serve();
else if (process.argv[2] === '--floor') floor(Number(process.argv[3]), Number(process.argv[4]));
else void measure();

/** The targets: one HTTP server on all loopback addresses, in a process of its own. */
function serve(): void {
  const server = createServer((_, response) => response.end('hello\n'));
  server.listen({ host: '0.0.0.0', port: 0, backlog: 4096 }, () => {
    const address = server.address();
    process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`);
  });
}

/** Opens as many connections as the agent does, ends each when it is open, and prints the share of a core that this took. */
function floor(port: number, perSecond: number): void {
  let [made, due] = [0, performance.now()];
  const one = (index: number) => {
    const socket = new Socket();
    socket.pause();
    socket.once('connect', () => socket.resetAndDestroy()).on('error', () => undefined);
    socket.connect({ host: `127.0.${1 + (index % 50)}.${1 + (index % 20)}`, port });
  };
  setInterval(() => {
    for (const now = performance.now(); due < now; due += 1000 / perSecond) one(made++);
  }, 1);
  setTimeout(() => {
    const [from, at] = [process.cpuUsage(), performance.now()];
    setTimeout(() => {
      const { user, system } = process.cpuUsage(from);
      print(((user + system) / 1000 / (performance.now() - at)).toFixed(2));
      process.exit();
    }, 8000);
  }, 2000);
}

async function measure(): Promise<void> {
  const server = self('--targets');
  const port = Number(await firstLine(server.stdout));
  const config = join(mkdtempSync(join(tmpdir(), 'bench-agent-')), 'agent.json');
  writeFileSync(config, JSON.stringify(configuration(port)));
  const startedAt = performance.now();
  const agent = spawn(
    process.execPath,
    ['--max-old-space-size=96', join(__dirname, '../../agent/build/agent.js'), 'run', '--config', config],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'error' },
    },
  );
  const pid = agent.pid ?? 0;
  try {
    const url = await firstProbe(pid, startedAt);
    // The first seconds are compilation and the opening of held connections.
    await wait(Math.min(10, seconds) * 1000);
    const [cpuBefore, before] = [cpuSeconds(pid), await read(url)];
    const begin = performance.now();
    const samples: number[] = [];
    while (performance.now() - begin < seconds * 1000) {
      samples.push(rssMiB(pid));
      await wait(1000);
    }
    const took = (performance.now() - begin) / 1000;
    const core = (cpuSeconds(pid) - cpuBefore) / took;
    const after = await read(url);
    report(core, samples, took, before, after);
    agent.kill('SIGKILL');
    if (kind === 'tcp') {
      const floorCore = Number(await firstLine(self('--floor', String(port), String(targets * 10)).stdout));
      print(
        `floor: ${targets * 10} connections a second that a Node program opens and ends take ${floorCore.toFixed(2)} of a core; the agent takes ${(core / floorCore).toFixed(2)} times as much`,
      );
    }
  } finally {
    agent.kill('SIGKILL');
    server.kill('SIGKILL');
  }
}

function configuration(port: number): object {
  const services = Array.from({ length: Math.ceil(targets / perService) }, (_, index) => ({
    name: `service-${index}`,
    namespace: 'bench',
    vips: [`198.51.100.${index + 1}`],
    port: 80,
    protocol: 'TCP',
    // The actuator never acts here: no FRR answers, so the route is never seen and nothing is decided.
    actuator: 'frr',
    health: { port, every: '100ms', ...(kind === 'http' && { http: '/' }) },
    endpoints: Array.from({ length: perService }, (__, one) => ({ address: `127.0.${index + 1}.${one + 1}` })),
  }));
  return {
    site: 'bench',
    hosts: [],
    frr: { socket: '/nowhere/bgpd.vty' },
    concurrency: 2048,
    listen: { address: '127.0.0.1', port: statusPort },
    services,
  };
}

const statusPort = 19_470;

/** Another process of this file. */
function self(...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', __filename, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Waits for the first probe; prints when it was. */
async function firstProbe(pid: number, startedAt: number): Promise<string> {
  const url = `http://127.0.0.1:${statusPort}/metrics`;
  for (;;) {
    try {
      if (sum((await read(url)).text, 'anycast_mec_agent_probe_duration_seconds_count') > 0) break;
    } catch {
      // It does not listen yet.
    }
    if (performance.now() - startedAt > 30_000) throw new Error(`process ${pid} has made no probe in 30 s`);
    await wait(2);
  }
  print(`start to first probe answered: ${Math.round(performance.now() - startedAt)} ms`);
  return url;
}

function report(core: number, samples: readonly number[], took: number, before: { text: string }, after: { text: string }): void {
  const made = difference(before.text, after.text, 'anycast_mec_agent_probe_duration_seconds_count');
  const p99 = latenessP99(before.text, after.text);
  const rss = Math.max(...samples);
  print(
    `${kind}: ${targets} targets every 100 ms for ${took.toFixed(0)} s: ${Math.round(made / took)} probes a second (${(targets * 10).toFixed(0)} wanted)`,
  );
  print(
    `CPU ${core.toFixed(2)} of a core (goal ${goals.core}), RSS ${rss.toFixed(0)} MiB (goal ${goals.rssMiB}), lateness of starts p99 at most ${p99} ms (goal ${goals.latenessMs})`,
  );
  const growth = slopeMiBPerHour(samples);
  print(
    `memory over the run: ${samples[0]?.toFixed(0)} to ${samples.at(-1)?.toFixed(0)} MiB; extrapolated from ${took.toFixed(0)} s: ${growth.toFixed(1)} MiB an hour`,
  );
  print(`machine: ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} while measured`);
  const isMet = core < goals.core && rss < goals.rssMiB && p99 <= goals.latenessMs;
  print(isMet ? 'all goals met' : 'a goal is missed');
  process.exitCode = isMet ? 0 : 1;
}

/** Upper bound of the bucket in which the 99th percentile lies, ms. */
function latenessP99(before: string, after: string): number {
  const name = 'anycast_mec_agent_probe_start_lateness_seconds_bucket';
  const bounds = [...after.matchAll(/probe_start_lateness_seconds_bucket\{le="([^"]+)"\}/g)].map((match) => match[1] ?? '');
  const at = (bound: string) => difference(before, after, `${name}{le="${bound}"}`);
  const total = at('+Inf');
  const bound = bounds.find((candidate) => at(candidate) >= total * 0.99) ?? '+Inf';
  return bound === '+Inf' ? Infinity : Number(bound) * 1000;
}

function difference(before: string, after: string, name: string): number {
  return sum(after, name) - sum(before, name);
}

function sum(text: string, name: string): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(name))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

async function read(url: string): Promise<{ text: string }> {
  return { text: await (await fetch(url)).text() };
}

/** User and system time of a process, s (fields 14 and 15 of /proc/<pid>/stat). */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function rssMiB(pid: number): number {
  return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes) / 2 ** 20;
}

/** Least-squares slope of samples taken every second. */
function slopeMiBPerHour(samples: readonly number[]): number {
  const middle = (samples.length - 1) / 2;
  const mean = samples.reduce((total, sample) => total + sample, 0) / samples.length;
  const over = samples.reduce((total, sample, index) => total + (index - middle) * (sample - mean), 0);
  const under = samples.reduce((total, _, index) => total + (index - middle) ** 2, 0);
  return under === 0 ? 0 : (over / under) * 3600;
}

function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve) => stream?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim())));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
