import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianLines, sourceFiles, tooLong } from './source-files';

const house = join(__dirname, '../..');
const folders = ['lib', 'agent/src', 'lab/src', 'test', 'bench', 'examples'].map((folder) => join(house, folder));
const most = 400;

describe('source files are short', () => {
  test('none has more than 400 lines, and the middle one not much more than 100', () => {
    const files = sourceFiles(folders);
    expect(files.length).toBeGreaterThan(50);
    expect(tooLong(files, most)).toEqual([]);
    expect(medianLines(files)).toBeLessThanOrEqual(120);
  });

  test('a longer one is found', () => {
    const folder = mkdtempSync(join(tmpdir(), 'long-'));
    try {
      writeFileSync(join(folder, 'long.ts'), 'export {};\n'.repeat(most + 1));
      writeFileSync(join(folder, 'short.ts'), 'export {};\n'.repeat(most));
      expect(tooLong(sourceFiles([folder]), most)).toEqual([{ file: join(folder, 'long.ts'), lines: most + 1 }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('folders and files say what they hold', () => {
  test('none is called utils, helpers, common or misc', () => {
    const vague = sourceFiles(folders).filter(({ file }) =>
      /(^|[/-])(utils?|helpers?|common|misc)([/.-]|$)/.test(file.slice(house.length)),
    );
    expect(vague).toEqual([]);
  });
});
