// Runs the test suite and ends with its plain count, taken from jest's own result. The exit code is jest's.
// Arguments are handed on to jest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

const result = '.cache/jest.json';
mkdirSync('.cache', { recursive: true });
rmSync(result, { force: true });
const jest = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${result}`, ...process.argv.slice(2)];
// With --json jest prints the whole result on standard output, beside the file.
const run = spawnSync(process.execPath, jest, { stdio: ['inherit', 'ignore', 'inherit'] });
if (!existsSync(result)) {
  console.error('jest ended without a result');
  process.exit(run.status || 1);
}
const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = JSON.parse(readFileSync(result, 'utf8'));
if (numPendingTests) console.log(`${numPendingTests} skipped`);
// A file that could not be run has no tests to count, and is a failure all the same.
console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
process.exit(run.status ?? 1);
