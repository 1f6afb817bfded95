import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceFiles, tooFull, tooLong } from './source-files';

const house = join(__dirname, '../..');
const folders = ['lib', 'agent/src', 'lab/src', 'test', 'bench', 'examples'].map((folder) => join(house, folder));
const most = 400;

describe('source files are short', () => {
  test('none has more than 400 lines', () => {
    const files = sourceFiles(folders);
    expect(files.length).toBeGreaterThan(50);
    expect(tooLong(files, most)).toEqual([]);
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

describe('folders hold few files', () => {
  test('none has more than 25', () => {
    expect(tooFull(sourceFiles(folders), 25)).toEqual([]);
  });

  test('a fuller one is found', () => {
    const files = Array.from({ length: 26 }, (_, index) => ({ file: `lib/full/${index}.ts`, lines: 1 }));
    expect(
      tooFull([...files, ...files.slice(1).map(({ file, lines }) => ({ file: file.replace('full', 'fit'), lines }))], 25),
    ).toEqual([{ folder: 'lib/full', files: 26 }]);
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
