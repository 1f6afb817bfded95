// Runs the test suite and ends with its plain count, taken from jest's own result. The exit code is the worst of jest's.
// Tests that run whole networks (in folders called real, and files called *.live.test.ts) go one after the other, when all others are done: side by
// side they would wait for each other's processor and miss their times. Tests of Pulumi's engine (*.engine.test.ts) and
// of whole labs with faults (*.lab.test.ts) take long, and are run by `make test-engine` and `make test-lab`, not here.
// `--quick` leaves out networks and what compilers and other programs make long (*.slow.test.ts), and draws fewer random cases where one
// costs much. Other arguments are handed on to jest, which then runs once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

const live = '/real/|\\.live\\.test\\.';
const long = '\\.(engine|lab)\\.test\\.';
const slow = '\\.slow\\.test\\.';
// Without a word jest leaves a processor unused, which of two is half.
const allProcessors = '--maxWorkers=100%';
const without = (...kinds) => ['--testPathIgnorePatterns', ...kinds, '/node_modules/', '--passWithNoTests'];

const given = process.argv.slice(2);
const quick = given[0] === '--quick';
if (quick) process.env.TEST_QUICK = '1';
const rounds = quick
  ? [[allProcessors, ...without(live, long, slow), ...given.slice(1)]]
  : given.length
    ? [given]
    : [
        [allProcessors, ...without(live, long)],
        ['--runInBand', `--testPathPatterns=${live}`, ...without(long)],
      ];

const result = '.cache/jest.json';
const counts = { passed: 0, failed: 0, skipped: 0 };
const begin = performance.now();
let code = 0;
mkdirSync('.cache', { recursive: true });
for (const round of rounds) {
  rmSync(result, { force: true });
  const jest = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${result}`, ...round];
  // With --json jest prints the whole result on standard output, beside the file.
  const run = spawnSync(process.execPath, jest, { stdio: ['inherit', 'ignore', 'inherit'] });
  code ||= run.status ?? 1;
  if (!existsSync(result)) {
    console.error('jest ended without a result');
    process.exit(run.status || 1);
  }
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = JSON.parse(readFileSync(result, 'utf8'));
  counts.passed += numPassedTests;
  // A file that could not be run has no tests to count, and is a failure all the same.
  counts.failed += numFailedTests + numRuntimeErrorTestSuites;
  counts.skipped += numPendingTests;
}
console.log(`${Math.round((performance.now() - begin) / 1000)} s`);
if (counts.skipped) console.log(`${counts.skipped} skipped`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(code || (counts.passed + counts.failed === 0 ? 1 : 0));
