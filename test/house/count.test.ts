import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const house = join(__dirname, '../..');

/** Runs the program behind `make test` in a folder with these test files. */
function counted(files: Readonly<Record<string, string>>): { status: number | null; last: string | undefined } {
  const folder = mkdtempSync(join(tmpdir(), 'count-'));
  try {
    symlinkSync(join(house, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{}');
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    const run = spawnSync(process.execPath, [join(house, 'scripts/jest.mjs')], { cwd: folder, encoding: 'utf8' });
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

  test('calls no tests a failure', () => {
    expect(counted({})).toMatchObject({ status: 1 });
  });
});
