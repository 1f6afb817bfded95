/** Time and memory of a whole synth (check, derive, manifests, router files, written to disk) over the size of the fleet. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { shownSpread, spreadOf } from './statistics';

/** Where output goes: the folder named, else memory, so that the disk of the machine is not what is measured. */
const base = process.argv[2] ?? (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/** Sizes, and how often each is run; each run in a fresh process. */
const sizes: readonly (readonly [sites: number, runs: number])[] = [
  [100, 5],
  [300, 5],
  [1000, 5],
  [3000, 3],
];
/** Goals for 1,000 sites. */
const goal = { sites: 1000, ms: 5000, mib: 1024 };
/** Most that the time of one more site may differ between the sizes. */
const linearWithin = 0.2;
/** Fewest Kubernetes objects of a site that count as a real one. */
const leastObjects = 20;

interface Run {
  readonly fleetMs: number;
  readonly totalMs: number;
  readonly peakMiB: number;
}

/** What was written: files, and Kubernetes objects of the site that has fewest. */
function written(folder: string): { files: number; leastObjects: number } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const objects = new Map<string, number>();
  for (const entry of files.filter((file) => /\.ya?ml$/.test(file.name) && file.parentPath.includes('kubernetes'))) {
    const count = readFileSync(join(entry.parentPath, entry.name), 'utf8').match(/^kind: /gm)?.length ?? 0;
    objects.set(entry.parentPath, (objects.get(entry.parentPath) ?? 0) + count);
  }
  return { files: files.length, leastObjects: Math.min(...objects.values()) };
}

function measure(sites: number, runs: number): { runs: Run[]; files: number; leastObjects: number } {
  let made = { files: 0, leastObjects: 0 };
  const results = Array.from({ length: runs }, () => {
    const folder = mkdtempSync(join(base, 'bench-'));
    try {
      const output = execFileSync(
        process.execPath,
        ['--import', 'tsx', join(__dirname, 'synth-once.ts'), String(sites), folder],
        // Without the paths of the checkout: what is measured is the built package, as users have it.
        { encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, 'tsconfig.json') } },
      );
      made = written(folder);
      return JSON.parse(output) as Run;
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  return { runs: results, ...made };
}

console.log(
  `synth, each run in a fresh process, written to ${base}, Node ${process.version}, ${cpus().length} cores; median (least - most)`,
);
console.log('sites  runs  files  objects/site  total ms                  ms/site  of it fleet ms  peak RSS MiB');
const totals: (readonly [sites: number, ms: number])[] = [];
const failures: string[] = [];
for (const [sites, runs] of sizes) {
  const result = measure(sites, runs);
  const total = spreadOf(result.runs.map((run) => run.totalMs));
  const fleet = spreadOf(result.runs.map((run) => run.fleetMs));
  const peak = spreadOf(result.runs.map((run) => run.peakMiB));
  totals.push([sites, total.median]);
  const columns = [
    String(sites).padStart(5),
    String(runs).padStart(4),
    String(result.files).padStart(5),
    String(result.leastObjects).padStart(12),
    shownSpread(total).padEnd(24),
    (total.median / sites).toFixed(2).padStart(7),
    fleet.median.toFixed(0).padStart(14),
    shownSpread(peak),
  ];
  console.log(columns.join('  '));
  if (result.leastObjects < leastObjects)
    failures.push(`a site of ${sites} has ${result.leastObjects} objects, fewer than ${leastObjects}`);
  if (sites === goal.sites && total.median > goal.ms)
    failures.push(`${sites} sites took ${total.median.toFixed(0)} ms, goal ${goal.ms}`);
  if (sites === goal.sites && peak.most > goal.mib)
    failures.push(`${sites} sites used ${peak.most.toFixed(0)} MiB, goal ${goal.mib}`);
}

/** What one more site costs, between neighbouring sizes, ms: start-up falls out. */
const slopes = totals.slice(1).flatMap(([sites, ms], index) => {
  const [fewer, before] = totals[index] ?? [0, 0];
  return [(ms - before) / (sites - fewer)];
});
const [first, last] = [slopes[1], slopes[2]];
console.log(`one more site costs ${slopes.map((ms) => ms.toFixed(2)).join(', ')} ms between neighbouring sizes`);
if (first !== undefined && last !== undefined) {
  const bend = last / first - 1;
  const percent = `${bend < 0 ? '' : '+'}${(bend * 100).toFixed(0)} %`;
  console.log(`from 1,000 to 3,000 sites it changes by ${percent}, allowed ${linearWithin * 100} %`);
  if (bend > linearWithin) failures.push(`growth is not linear: ${percent}`);
}
for (const failure of failures) console.log(`FAILED ${failure}`);
process.exitCode = failures.length ? 1 : 0;
