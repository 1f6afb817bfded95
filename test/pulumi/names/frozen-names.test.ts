import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frozenNames, NamesChangedError } from 'anycast-mec/pulumi';

let folder: string;
let file: string;
const { CI } = process.env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
  file = join(folder, 'names.json');
  delete process.env.CI;
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env.UPDATE_NAMES;
  if (CI !== undefined) process.env.CI = CI;
});

const old = { 'edge/shop': 'cdk8s:construct:Shop', 'edge/shop/a': 'cdk8s:construct:Shop$kubernetes:core/v1:Service Service n/a' };
const renamed = {
  'edge/store': 'cdk8s:construct:Shop',
  'edge/store/a': 'cdk8s:construct:Shop$kubernetes:core/v1:Service Service n/a',
};

test('the first run writes the file, and the next accepts the same names', () => {
  frozenNames(old, file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(old);
  expect(() => frozenNames(old, file)).not.toThrow();
});

test('a missing file is refused in CI, where nobody would commit it', () => {
  process.env.CI = 'true';
  expect(() => frozenNames(old, file)).toThrow(NamesChangedError);
  expect(existsSync(file)).toBe(false);
});

test('changed names are refused with the aliases that keep the objects', () => {
  frozenNames(old, file);
  expect(() => frozenNames(renamed, file)).toThrow("aliases: {\n  'edge/store': 'edge/shop',\n},");
  expect(() => frozenNames(renamed, file)).toThrow('- edge/shop/a: ');
});

test('a resource that is added is told apart from one that is renamed', () => {
  frozenNames(old, file);
  expect(() => frozenNames({ ...old, 'edge/b': 'kubernetes:core/v1:Service Service n/b' }, file)).toThrow(
    'Nothing that is in the cluster changes its name in Pulumi',
  );
});

test('UPDATE_NAMES=1 accepts them', () => {
  frozenNames(old, file);
  process.env.UPDATE_NAMES = '1';
  frozenNames(renamed, file);
  delete process.env.UPDATE_NAMES;
  expect(() => frozenNames(renamed, file)).not.toThrow();
});
