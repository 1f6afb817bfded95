/**
 * SIGKILL at random moments of `lab up`, `fault` and `down`, of the command or of the lab's keeper: is anything left behind?
 *
 *   npx tsx bench/lab/kills.ts [TIMES] [LEVEL] [SEED]
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { labsFolder, readState } from '../../lab/src/keeper/folder';
import { seeded } from '../../lab/src/measure/random';

const times = Number(process.argv[2] ?? 20);
const level = process.argv[3] ?? 'routers';
const seed = Number(process.argv[4] ?? 1);
if (!(times > 0) || !Number.isInteger(seed)) throw new Error('usage: kills.ts [TIMES] [LEVEL] [SEED]');

const fleet = resolve(__dirname, '../../test/lab/fleets/three-sites.yaml');
const program = resolve(__dirname, '../../build/cli/main.js');
/** In which a lab that was asked to end has ended, ms. */
const settleMs = 5000;
/** Longest that what is left may take to go away, ms. */
const patienceMs = 20_000;

const random = seeded(seed);

/** What the labs named `kill-*` hold on this machine. */
function left(): Record<string, number> {
  const count = (file: string, args: readonly string[], wanted: RegExp) => {
    try {
      return execFileSync(file, args, { encoding: 'utf8' })
        .split('\n')
        .filter((line) => wanted.test(line)).length;
    } catch {
      return 0; // pgrep found nothing
    }
  };
  const every = (kind: string) => count('lsns', ['--noheadings', '--type', kind, '--output', 'NS'], /\d/);
  return {
    processes: count('pgrep', ['--full', '--list-full', '--', 'kill-[0-9]+'], /kill-\d+/),
    'network namespaces': every('net'),
    'PID namespaces': every('pid'),
    'mount namespaces': every('mnt'),
    mounts: readFileSync('/proc/self/mounts', 'utf8').split('\n').length,
    links: count('ip', ['-oneline', 'link'], /^\d/),
    cgroups: count('find', ['/sys/fs/cgroup', '-type', 'd', '-name', '*kill-*'], /./),
    folders: existsSync(labsFolder()) ? readdirSync(labsFolder()).filter((name) => name.startsWith('kill-')).length : 0,
  };
}

/** What is there more of than before. */
function more(before: Record<string, number>): string[] {
  const now = left();
  return Object.keys(before)
    .filter((kind) => (now[kind] ?? 0) > (before[kind] ?? 0))
    .map((kind) => `${kind}: ${before[kind]} before, ${now[kind]} now`);
}

const run = (...args: readonly string[]) => spawn(process.execPath, [program, 'lab', ...args], { stdio: 'ignore' });
const ended = (child: ChildProcess) =>
  new Promise<number | string>((done) => child.once('exit', (code, signal) => done(code ?? signal ?? 'unknown')));

/** The process that owns the lab, as its folder says. */
function keeperOf(name: string): number | undefined {
  // 0 until it runs.
  return readState(name)?.keeper || undefined;
}

/** Kills at a random moment: the command, or the keeper where there is one. */
async function killIn(child: ChildProcess, name: string, mostMs: number): Promise<string> {
  const ms = Math.round(random() * mostMs);
  await wait(ms);
  const keeper = random() < 0.5 ? keeperOf(name) : undefined;
  if (keeper !== undefined) process.kill(keeper, 'SIGKILL');
  else child.kill('SIGKILL');
  await (child.exitCode === null && child.signalCode === null ? ended(child) : undefined);
  return `${keeper === undefined ? 'command' : 'keeper'} after ${ms} ms`;
}

async function trial(number: number): Promise<{ what: string; leftovers: string[]; goneMs: number }> {
  const before = left();
  const name = `kill-${number}`;
  const up = run('up', fleet, '--name', name, '--level', level);
  const stage = (['up', 'fault', 'down'] as const)[number % 3] ?? 'up';
  let killed: string;
  if (stage === 'up') {
    killed = await killIn(up, name, level === 'routers' ? 6000 : 40_000);
    // It was quicker than we: the lab is up, and lives on.
    if (up.exitCode === 0) await ended(run('down', '--lab', name));
  } else {
    const code = await ended(up);
    if (code !== 0) throw new Error(`lab up ended with ${code}`);
    const verb = stage === 'fault' ? ['fault', 'host-power-off', 'mec-1/host-1'] : ['down'];
    const [first = '', ...rest] = verb;
    killed = await killIn(run(first, '--lab', name, ...rest), name, 800);
    // A lab whose command was killed lives on, or was killed before it had asked for the end, and is taken down as ever.
    await wait(stage === 'down' ? settleMs : 0);
    if (keeperOf(name) !== undefined) {
      await ended(run('down', '--lab', name));
      killed += ', lived on';
    }
  }
  const begin = performance.now();
  while (more(before).length && performance.now() - begin < patienceMs) await wait(100);
  const goneMs = Math.round(performance.now() - begin);
  return { what: `${stage}: ${killed}`, leftovers: more(before), goneMs };
}

async function main(): Promise<void> {
  console.log(`level ${level}, ${times} times SIGKILL, seed ${seed}; before: ${JSON.stringify(left())}`);
  let bad = 0;
  for (let number = 0; number < times; number++) {
    const { what, leftovers, goneMs } = await trial(number);
    bad += leftovers.length ? 1 : 0;
    const verdict = leftovers.length ? `LEFT BEHIND ${leftovers.join(', ')}` : `nothing left, after ${goneMs} ms`;
    console.log(`${String(number + 1).padStart(3)}  ${what.padEnd(34)}  ${verdict}`);
  }
  console.log(`after: ${JSON.stringify(left())}`);
  console.log(bad ? `${bad} of ${times} left something behind` : `${times} of ${times} left nothing behind`);
  process.exitCode = bad ? 1 : 0;
}

void main();
