/** From the start of a stack's program to its first resource, and its memory: one site of a fleet of 1,000. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { fleetOf } from './fleet-of';
import { shownSpread, spreadOf } from './statistics';

const sites = 1000;
const runs = 5;
/** Goals. */
const goal = { firstMs: 3000, mib: 400 };

interface Run {
  readonly firstMs: number;
  /** Of all cores, until the first resource. */
  readonly cpuMs: number;
  readonly totalMs: number;
  readonly peakMiB: number;
  readonly count: number;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-pulumi-'));
try {
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, stringify(fleetOf(sites)));
  const results = Array.from(
    { length: runs },
    () => JSON.parse(execFileSync(process.execPath, [join(__dirname, 'pulumi-once.cjs'), file], { encoding: 'utf8' })) as Run,
  );
  const [first, total, memory] = [
    spreadOf(results.map(({ firstMs }) => firstMs)),
    spreadOf(results.map(({ totalMs }) => totalMs)),
    spreadOf(results.map(({ peakMiB }) => peakMiB)),
  ];
  console.log(
    `\nstack program of one site of ${sites}, ${runs} fresh processes, Node ${process.version}, ${cpus().length} cores`,
  );
  console.log('  Pulumi is mocked: neither the engine nor a provider is part of it');
  console.log(`  start to first resource, median (least - most): ${shownSpread(first)} ms, goal below ${goal.firstMs} ms`);
  console.log(`  of it CPU time of all threads: ${shownSpread(spreadOf(results.map(({ cpuMs }) => cpuMs)))} ms`);
  console.log(`  start to last resource (${results[0]?.count ?? 0} of them): ${shownSpread(total)} ms`);
  console.log(`  peak memory: ${shownSpread(memory)} MiB, goal below ${goal.mib} MiB`);
  process.exitCode = first.median >= goal.firstMs || memory.median >= goal.mib ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}
