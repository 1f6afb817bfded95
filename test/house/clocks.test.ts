import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles, withoutComments } from './source-files';

const house = join(__dirname, '../..');

/** Where the lab reads the wall clock, and why. Everything else is measured by the monotonic one. */
const wallClock: Readonly<Record<string, string>> = {
  'lab/src/cli/commands/list.ts': 'how long a lab runs, of a time that another process wrote',
  'lab/src/cli/guest-lab.ts': 'when a lab was asked for, for other processes',
  'lab/src/components/cache.ts': 'age of a file',
  'lab/src/faults/desk.ts': 'when a fault heals, shown to people',
  'lab/src/images/images-for.ts': 'age of a file',
  'lab/src/keeper/folder.ts': 'age of a folder and of what another process wrote',
  'lab/src/keeper/launch.ts': 'when a lab was asked for, for other processes',
  'lab/src/timeline/clock.ts': 'wall clock and monotonic clock are held against each other',
};

/** Where a deadline is kept. */
const deadlines = ['lab/src/network/until.ts'];

/** Reads of the wall clock in code. */
function wallReads(code: string): string[] {
  return withoutComments(code).match(/\bDate\.now\b/g) ?? [];
}

/** Deadlines in code: comparisons with the time that it is now; and wall-clock reads that begin one. */
function deadlinesIn(code: string): string[] {
  return (
    withoutComments(code).match(
      /\b(Date|performance)\.now\(\)\s*[<>]|[<>]=?\s*(Date|performance)\.now\(\)|\bDate\.now\(\)\s*\+\s*\w*(within|patience|timeout)\w*/gi,
    ) ?? []
  );
}

describe('the clocks of the lab', () => {
  const files = sourceFiles([join(house, 'lab/src')]).map(({ file }) => file.slice(house.length + 1));
  const having = (found: (code: string) => readonly string[]) =>
    files.filter((file) => found(readFileSync(join(house, file), 'utf8')).length > 0).sort();

  test('are the monotonic one, but where the time of day is meant', () => {
    expect(having(wallReads)).toEqual(Object.keys(wallClock).sort());
  });

  test('keep deadlines in one place', () => {
    expect(having(deadlinesIn)).toEqual(deadlines);
  });

  test.each([
    ['const end = Date.now() + 5;', 1],
    ['const at = Date\n  .now;', 0],
    ['const begin = performance.now();', 0],
    ['// Date.now() has a grain of 1 ms', 0],
  ])('the wall clock is found: %j', (code, count) => expect(wallReads(code)).toHaveLength(count));

  test.each([
    ['while (performance.now() < end) {', 1],
    ['if (end <= performance.now()) return;', 1],
    ['const end = Date.now() + withinMs;', 1],
    ['for (let at = 0; Date.now() > end;)', 1],
    ['const ms = performance.now() - begin;', 0],
  ])('a deadline is found: %j', (code, count) => expect(deadlinesIn(code)).toHaveLength(count));
});
