import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Fleet, FleetError } from '../../lib/fleet';
import { testbed } from './testbed';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'fleet-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (text: string) => {
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, text);
  return file;
};

describe('loading a fleet file', () => {
  test('gives the same fleet as its description in TypeScript', () => {
    const [loaded, made] = [Fleet.load(written(stringify(testbed()))), Fleet.from(testbed())];
    expect(loaded.toJSON()).toEqual(made.toJSON());
    expect(loaded.sites).toEqual(made.sites);
    expect(loaded.sessions).toEqual(made.sessions);
  });

  test('tells line and column of a syntax error', () => {
    const file = written('name: x\npools: {apps: [1.1.1.0/24}\n');
    const { findings } = Fleet.examineFile(file);
    expect(findings[0]).toMatchObject({ rule: 'yaml-syntax', path: expect.stringMatching(/^line 2, column \d+$/) });
    expect(() => Fleet.load(file)).toThrow(FleetError);
  });

  test('refuses a key that stands twice', () => {
    expect(Fleet.examineFile(written('name: x\nname: y\n')).findings[0]).toMatchObject({
      rule: 'yaml-syntax',
      path: expect.stringContaining('line 2'),
    });
  });

  test('tells a file that cannot be read', () => {
    expect(Fleet.examineFile(join(folder, 'none.yaml')).findings[0]).toMatchObject({ rule: 'unreadable-file' });
  });
});

test('a fleet cannot be changed', () => {
  const fleet = Fleet.from(testbed());
  expect(() => Object.assign(fleet.sites[0]!, { as: 1 })).toThrow(TypeError);
  expect(() => (fleet.sites as unknown[]).push({})).toThrow(TypeError);
});
