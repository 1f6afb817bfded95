/**
 * Time and memory of the commands over fleets of thousands of sites, each run the real command in a fresh process that reads a
 * fleet.yaml: `commands.ts [--runs N] [--sites N...] [--shape NAME...] [COMMAND...]`. Prints each goal beside its measure; ends with 1 if one is missed.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { fleetOf } from './fleet-of';
import type { FleetShape } from './fleet-of';
import { shownSpread, spreadOf } from './statistics';

/** The site that is asked for: an ordinary one. */
const site = 'mec-2';

interface Measured {
  readonly name: string;
  /** What stands after the program's name. */
  readonly args: (fleet: string, scratch: string) => readonly string[];
  /** Goal for the fleet of {@link goal}, ms. */
  readonly goalMs: number;
}

const commands: readonly Measured[] = [
  { name: 'check', args: (fleet) => ['check', fleet], goalMs: 10_000 },
  { name: 'show --site', args: (fleet) => ['show', fleet, '--site', site], goalMs: 3000 },
  { name: 'show --site --json', args: (fleet) => ['show', fleet, '--site', site, '--json'], goalMs: 3000 },
  { name: 'graph', args: (fleet) => ['graph', fleet], goalMs: 10_000 },
  {
    name: 'synth',
    args: (fleet, scratch) => ['synth', fleet, '--secrets', 'placeholder', '--out', join(scratch, 'dist')],
    goalMs: 15_000,
  },
];

const shapes: Readonly<Record<string, FleetShape>> = {
  '1 border, 1 uplink, IPv4': { networks: 8, services: 6, borders: 1, uplinks: 1, ipv6: false },
  '2 borders, 2 uplinks, IPv4 and IPv6': { networks: 8, services: 6, borders: 2, uplinks: 2, ipv6: true },
};

/** Goals hold for this many sites; memory for every size. */
const goal = { sites: 2000, mib: 1024 };
/** Sizes, and how often each is run. The least is there for what a command costs without any fleet to speak of. */
const sizes: readonly (readonly [sites: number, runs: number])[] = [
  [10, 3],
  [1000, 3],
  [goal.sites, 3],
  [4000, 3],
];
/** Most that a site of the largest fleet may cost, as a multiple of what a site of the second size costs. */
const growth = 1.2;
/** A run that takes longer is ended, and missed, ms. */
const patienceMs = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, sites: { type: 'string', multiple: true }, shape: { type: 'string', multiple: true } },
});
const wanted = commands.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const wantedShapes = Object.entries(shapes).filter(([name]) => values.shape?.some((part) => name.startsWith(part)) ?? true);
const wantedSizes = sizes.filter(([sites]) => values.sites?.includes(String(sites)) ?? true);

interface Run {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
  /** Size of what it printed, KiB. */
  readonly outKiB: number;
}

const program = resolve(__dirname, '../build/cli/main.js');
const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bench-commands-'));

/** One run in a process of its own; undefined if it failed or took too long. */
function runOnce({ args }: Measured, fleet: string): Run | undefined {
  const [out, told] = [join(scratch, 'out'), join(scratch, 'usage.json')];
  rmSync(told, { force: true });
  const handle = openSync(out, 'w');
  const before = performance.now();
  const { status } = spawnSync(
    process.execPath,
    ['--require', join(__dirname, 'peak-memory.cjs'), program, ...args(fleet, scratch)],
    // What it warns of counts as output, too.
    { stdio: ['ignore', handle, handle], env: { ...process.env, PEAK_MEMORY: told }, timeout: patienceMs },
  );
  const ms = performance.now() - before;
  closeSync(handle);
  rmSync(join(scratch, 'dist'), { recursive: true, force: true });
  if (status !== 0) {
    console.log(`    ${status === null ? `ended after ${patienceMs / 1000} s` : readFileSync(out, 'utf8').slice(0, 2000)}`);
    return undefined;
  }
  const usage = JSON.parse(readFileSync(told, 'utf8')) as { peakMiB: number; cpuMs: number };
  return { ms, ...usage, outKiB: statSync(out).size / 1024 };
}

const failures: string[] = [];

/** Runs a command over one size; the median time. */
function measure(command: Measured, shape: string, [sites, runs]: readonly [number, number], fleet: string): number | undefined {
  const results: Run[] = [];
  for (let index = 0; index < (values.runs === undefined ? runs : Number(values.runs)); index++) {
    const run = runOnce(command, fleet);
    if (!run) {
      failures.push(`${command.name}, ${sites} sites, ${shape}: failed`);
      return undefined;
    }
    results.push(run);
  }
  const [time, cpu, peak] = [
    spreadOf(results.map(({ ms }) => ms / 1000)),
    spreadOf(results.map(({ cpuMs }) => cpuMs / 1000)),
    spreadOf(results.map(({ peakMiB }) => peakMiB)),
  ];
  const verdicts = [
    ...(sites === goal.sites
      ? [{ what: 'time', ok: time.median * 1000 <= command.goalMs, goal: `${command.goalMs / 1000} s` }]
      : []),
    { what: 'memory', ok: peak.most <= goal.mib, goal: `${goal.mib} MiB` },
  ];
  for (const { what, ok, goal: most } of verdicts)
    if (!ok) failures.push(`${command.name}, ${sites} sites, ${shape}: ${what} over ${most}`);
  console.log(
    [
      `  ${command.name.padEnd(20)} ${String(sites).padStart(4)}`,
      String(results.length).padStart(4),
      shownSpread(time, 2).padEnd(22),
      cpu.median.toFixed(2).padStart(6),
      shownSpread(peak).padEnd(18),
      (results[0]?.outKiB ?? 0).toFixed(0).padStart(8),
      verdicts.map(({ what, ok, goal: most }) => `${what} <= ${most} ${ok ? 'met' : 'MISSED'}`).join(', '),
    ].join('  '),
  );
  return time.median;
}

/** What one site more costs at the largest size against the second: the start of the process falls out. */
function judgeGrowth(command: Measured, shape: string, times: ReadonlyMap<number, number>): void {
  const [start, few, many] = [sizes[0], sizes[1], sizes[3]].map((entry) => times.get(entry?.[0] ?? 0));
  if (start === undefined || few === undefined || many === undefined) return;
  const [least, most] = [sizes[1]?.[0] ?? 1, sizes[3]?.[0] ?? 1];
  const factor = (many - start) / most / (Math.max(few - start, 0.001) / least);
  const ok = factor <= growth;
  if (!ok) failures.push(`${command.name}, ${shape}: growth of ${factor.toFixed(2)} x linear`);
  console.log(
    `  ${command.name.padEnd(20)} grows ${factor.toFixed(2)} x linear from ${least} to ${most} sites, allowed ${growth} ${ok ? 'met' : 'MISSED'}`,
  );
}

console.log(
  `\ncommands over fleet.yaml, 8 networks, 6 services, fresh processes, Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}; median (least - most)`,
);
try {
  for (const [name, shape] of wantedShapes) {
    console.log(`\nsites with ${name}`);
    console.log('  command             sites  runs  s                       CPU s  peak RSS MiB          out KiB');
    const files = new Map(
      wantedSizes.map(([sites]) => {
        const file = join(scratch, `fleet-of-${sites}.yaml`);
        writeFileSync(file, stringify(fleetOf(sites, shape)));
        return [sites, file] as const;
      }),
    );
    for (const command of wanted) {
      const times = new Map<number, number>();
      for (const size of wantedSizes) {
        const time = measure(command, name, size, files.get(size[0]) ?? '');
        if (time === undefined) break;
        times.set(size[0], time);
      }
      judgeGrowth(command, name, times);
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
console.log(failures.length ? `\n${failures.map((failure) => `MISSED ${failure}`).join('\n')}` : '\nevery goal met');
process.exitCode = failures.length ? 1 : 0;
