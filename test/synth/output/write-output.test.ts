import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputFile } from '../../../lib/synth/output/output-file';
import { recordName } from '../../../lib/synth/output/record';
import { writeOutput } from '../../../lib/synth/output/write-output';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'write-output-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

const file = (path: string, content = `of ${path}\n`, mode = 0o644): OutputFile => ({ path, content, mode });
const listed = () =>
  readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(outdir.length + 1))
    .filter((path) => path !== recordName)
    .sort();
const content = (path: string) => readFileSync(join(outdir, path), 'utf8');
const edit = (path: string, text: string) => {
  mkdirSync(join(outdir, path, '..'), { recursive: true });
  writeFileSync(join(outdir, path), text);
};

test('files are written with their permissions, and nothing else is there', () => {
  writeOutput([file('a/x'), file('a/secret', 'hidden', 0o600)], outdir);
  expect(listed()).toEqual(['a/secret', 'a/x']);
  expect(statSync(join(outdir, 'a/secret')).mode & 0o777).toBe(0o600);
  expect(readdirSync(outdir).sort()).toEqual([recordName, 'a']);
});

test('what is made no more is removed with its empty folder, what others put there stays', () => {
  writeOutput([file('a/x'), file('b/y'), file('c/z')], outdir);
  edit('b/mine', 'mine');
  const result = writeOutput([file('a/x')], outdir);
  expect(result).toEqual({ written: [], unchanged: ['a/x'], removed: ['b/y', 'c/z'], left: [] });
  expect(listed()).toEqual(['a/x', 'b/mine']);
  expect(readdirSync(outdir)).not.toContain('c');
});

test('a file edited since, and made no more, is left and told', () => {
  writeOutput([file('a/x'), file('b/y')], outdir);
  edit('b/y', 'edited');
  expect(writeOutput([file('a/x')], outdir).left).toEqual(['b/y']);
  expect(content('b/y')).toBe('edited');
});

test('foreign and edited files in the way are all named in one error, and nothing is written', () => {
  writeOutput([file('a/x'), file('a/y', 'old')], outdir);
  edit('a/x', 'edited');
  edit('b/foreign', 'foreign');
  const files = [file('a/x'), file('a/y', 'new'), file('b/foreign'), file('c/new')];
  expect(() => writeOutput(files, outdir)).toThrow(/a\/x \(edited since[^]*b\/foreign \(not written by/);
  expect([content('a/y'), content('a/x'), content('b/foreign')]).toEqual(['old', 'edited', 'foreign']);
  expect(listed()).not.toContain('c/new');
  writeOutput(files, outdir, { force: true });
  expect([content('a/y'), content('b/foreign')]).toEqual(['new', 'of b/foreign\n']);
});

test('a foreign file with the same content is no conflict', () => {
  edit('a/x', 'same');
  expect(writeOutput([file('a/x', 'same')], outdir).unchanged).toEqual(['a/x']);
});

test('a file removed by hand is written again, or forgotten', () => {
  writeOutput([file('a/x'), file('b/y')], outdir);
  rmSync(join(outdir, 'a'), { recursive: true });
  rmSync(join(outdir, 'b'), { recursive: true });
  expect(writeOutput([file('a/x')], outdir)).toMatchObject({ written: ['a/x'], removed: [] });
  edit('b/y', 'of b/y\n');
  expect(writeOutput([file('a/x')], outdir).removed).toEqual([]);
  expect(listed()).toEqual(['a/x', 'b/y']);
});

test('limited to some sites, the folders of others keep what was written', () => {
  writeOutput([file('a/x'), file('a/y'), file('b/z')], outdir);
  const result = writeOutput([file('a/x')], outdir, { owns: (path) => path.startsWith('a/') });
  expect(result.removed).toEqual(['a/y']);
  expect(listed()).toEqual(['a/x', 'b/z']);
  expect(writeOutput([file('a/x')], outdir).removed).toEqual(['b/z']);
});

test('a run killed half-way is completed by the next, even one that makes something else', () => {
  writeOutput([file('a/x', 'old'), file('a/y', 'old')], outdir);
  const before = content(recordName);
  writeOutput([file('a/x', 'new'), file('a/y', 'new')], outdir);
  const after = JSON.parse(content(recordName)) as { files: Record<string, string> };
  const old = JSON.parse(before) as { version: 1; files: Record<string, string> };
  // The state between: one file new, one old, the record of before with what was pending.
  edit('a/y', 'old');
  edit(recordName, JSON.stringify({ ...old, pending: { 'a/x': [after.files['a/x']], 'a/y': [after.files['a/y']] } }));
  mkdirSync(join(outdir, '.anycast-mec.stage'));
  edit('.anycast-mec.stage/a/y', 'new');
  writeOutput([file('a/x', 'third')], outdir);
  expect(listed()).toEqual(['a/x']);
  expect(content('a/x')).toBe('third');
});

test('links and folders in the way are refused, even by force', () => {
  mkdirSync(join(outdir, 'elsewhere'));
  symlinkSync('elsewhere', join(outdir, 'a'));
  mkdirSync(join(outdir, 'b/y'), { recursive: true });
  expect(() => writeOutput([file('a/x'), file('b/y')], outdir, { force: true })).toThrow(/a\/x[^]*b\/y/);
  expect(readdirSync(join(outdir, 'elsewhere'))).toEqual([]);
});

test.each(['/etc/x', '../x', 'a/../../x', '', 'a//x', '.anycast-mec.json'])('the path %p is refused', (path) => {
  expect(() => writeOutput([file(path)], outdir)).toThrow('is no path of an output file');
});

test('files are staged as they come, and none is in its place before the last has come', () => {
  const seen: string[][] = [];
  function* files() {
    for (const path of ['a/x', 'a/y', 'b/z']) {
      seen.push([...listed()]);
      yield file(path);
    }
  }
  writeOutput(files(), outdir);
  expect(seen.map((paths) => paths.length)).toEqual([0, 1, 2]);
  expect(seen.flat().every((path) => path.startsWith('.anycast-mec.stage/'))).toBe(true);
  expect(listed()).toEqual(['a/x', 'a/y', 'b/z']);
});

test('files that fail half-way leave nothing, not even the folders made for them', () => {
  function* failing() {
    yield file('a/x');
    throw new Error('no such thing');
  }
  expect(() => writeOutput(failing(), join(outdir, 'deep/new'))).toThrow('no such thing');
  expect(readdirSync(outdir)).toEqual([]);
  writeOutput([file('b/y')], outdir);
  expect(() => writeOutput(failing(), outdir)).toThrow('no such thing');
  expect(readdirSync(outdir).sort()).toEqual([recordName, 'b']);
});

test('two files for one path, and a broken record, are refused', () => {
  expect(() => writeOutput([file('a'), file('a', 'other')], outdir)).toThrow("two files are made for the path 'a'");
  edit(recordName, '{');
  expect(() => writeOutput([file('a')], outdir)).toThrow('is no record');
});
