import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const house = join(__dirname, '../..');

/** Runs the program behind `make test` in a folder with these test files. */
function counted(
  files: Readonly<Record<string, string>>,
  ...options: string[]
): { status: number | null; last: string | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'count-'));
  try {
    symlinkSync(join(house, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{}');
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    const run = spawnSync(process.execPath, [join(house, 'scripts/jest.mjs'), ...options], { cwd: folder, encoding: 'utf8' });
    return { status: run.status, last: run.stdout.trim().split('\n').at(-1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the count at the end of the tests', () => {
  test('tells what passed', () => {
    expect(counted({ 'a.test.js': "test('one', () => {}); test('two', () => {});" })).toEqual({
      status: 0,
      last: '2 passed, 0 failed',
    });
  });

  test('counts the tests that run whole networks, which come last', () => {
    const one = "test('one', () => {});";
    expect(counted({ 'a.live.test.js': one, 'b.test.js': one })).toEqual({ status: 0, last: '2 passed, 0 failed' });
  });

  test('tells what failed, also a file that does not run at all', () => {
    const files = {
      'a.test.js': "test('one', () => {}); test('two', () => { throw new Error('no'); });",
      'b.test.js': 'syntax error',
    };
    expect(counted(files)).toEqual({ status: 1, last: '1 passed, 2 failed' });
  });

  test('leaves out networks and slow tests where a quick run is asked, and tells the tests that it is one', () => {
    const files = {
      'a.live.test.js': "test('one', () => {});",
      'b.slow.test.js': "test('one', () => {});",
      'c.test.js': "test('one', () => { expect(process.env.TEST_QUICK).toBe('1'); });",
    };
    expect(counted(files, '--quick')).toEqual({ status: 0, last: '1 passed, 0 failed' });
  });

  test('calls no tests a failure', () => {
    expect(counted({})).toMatchObject({ status: 1 });
  });
});
