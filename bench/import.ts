/** Time to import `anycast-mec`, in fresh processes, and what is loaded by it. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { shownSpread, spreadOf } from './statistics';

/** Runs; the first, on a cold disk cache, is shown apart. */
const runs = 11;
/** Goal, ms. */
const goalMs = 250;

const program = `
const before = performance.now();
require('anycast-mec');
const ms = performance.now() - before;
console.log(JSON.stringify({ ms, files: Object.keys(require.cache) }));
`;

interface Result {
  readonly ms: number;
  readonly files: readonly string[];
}

const results = Array.from({ length: runs }, () => {
  const output = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  return JSON.parse(output) as Result;
});
const files = results[0]?.files ?? [];
const unwanted = files.filter((file) => /[\\/](@pulumi|agent|lab)[\\/]/.test(file));
const spread = spreadOf(results.map((result) => result.ms));

console.log(`\nimport of anycast-mec, ${runs} fresh processes, Node ${process.version}, ${cpus().length} cores`);
console.log(
  `  first ${(results[0]?.ms ?? 0).toFixed(0)} ms, median (least - most): ${shownSpread(spread)} ms, goal below ${goalMs} ms`,
);
console.log(`  ${files.length} files loaded, of them of Pulumi, the agent or the lab: ${unwanted.length}`);
for (const file of unwanted) console.log(`    ${file}`);
process.exitCode = unwanted.length > 0 || spread.median >= goalMs ? 1 : 0;
