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

describe('how a fleet file is written', () => {
  const errors = (text: string | Buffer) => {
    const file = join(folder, 'fleet.yaml');
    writeFileSync(file, text);
    return Fleet.examineFile(file).findings.filter(({ severity }) => severity === 'error');
  };
  const text = () => stringify(testbed());
  /** The testbed with something in place of the AS of a site. */
  const withAs = (written: string) => text().replace('as: 65533', written);

  test.each([
    ['a byte order mark', () => `\ufeff${text()}`],
    ['line ends of Windows', () => text().replace(/\n/g, '\r\n')],
    ['marks around the document', () => `---\n${text()}...\n`],
    ['a merge of a group of keys', () => `defaults: &site { hosts: 3 }\n${withAs('<<: [*site, { kind: mec }]\n    as: 65533')}`],
    ['a tag of YAML', () => withAs('as: !!int "65533"')],
    ['letters beyond ASCII', () => `# Zürich\n${text()}`],
  ])('is read with %s', (_, written) => {
    expect(errors(written())).toEqual([]);
  });

  test.each([
    ['a tab', () => withAs('as: 65533\n\tkind: mec'), 'tab', 'Indent with blanks.'],
    ['a second document', () => `${text()}---\nname: other\n`, 'second document', 'a file of its own'],
    ['a key twice', () => withAs('as: 65533\n    as: 65534'), 'second time', 'Take one of both out.'],
    ['a colon without a blank', () => withAs('as: 65533\n    kind:mec'), 'no colon with a blank', 'a blank after the colon'],
    ['a value that begins with @', () => withAs('as: @as'), '@', 'quotes'],
    ['a tag of another program', () => withAs('as: !Ref As'), 'The tag !Ref means nothing here', 'Write the value itself'],
    [
      'a tag that would leave a usable value',
      () => `${text()}\n`.replace('name: ', 'name: !env '),
      '!env',
      'Write the value itself',
    ],
    ['an alias of nothing', () => withAs('as: *site-as'), "no anchor '&site-as'", 'Correct the name'],
    ['an alias of what it stands in', () => withAs('as: &as [*as]'), "'*as' stands inside", 'write out'],
    [
      'an alias of a group that it stands in',
      () => withAs('as: 65533\n    metallb: &m { mode: frr, bfd: { x: *m } }'),
      "'*m'",
      'write out',
    ],
    ['a merge of a number', () => withAs('<<: 5\n    as: 65533'), 'no group of keys', '<<: *site'],
    ['a merge of nothing', () => withAs('<<:\n    as: 65533'), 'no group of keys', '<<: *site'],
  ])('is refused at line and column, once, with what to do: %s', (_, written, message, remedy) => {
    expect(errors(written())).toEqual([
      expect.objectContaining({
        rule: 'yaml-syntax',
        path: expect.stringMatching(/^line \d+, column \d+$/),
        value: expect.stringMatching(/./),
        message: expect.stringContaining(message),
        remedy: expect.stringContaining(remedy),
      }),
    ]);
  });

  test('is read where many sites share a group of keys', () => {
    const sites = Array.from(
      { length: 300 },
      (_, index) => `  s-${index}: { <<: *site, as: ${64_600 + index}, number: ${index} }\n`,
    );
    const shared = `sites:\n  s-x: &site { as: 64599, hosts: 1, uplinks: [] }\n${sites.join('')}`;
    const file = written(`name: many\npools: {}\nnetworks: {}\n${shared}`);
    const { findings, model } = Fleet.examineFile(file);
    expect(findings.filter(({ rule }) => rule.startsWith('yaml'))).toEqual([]);
    expect(model?.sites).toHaveLength(301);
  });

  test('is told for every key that stands twice', () => {
    expect(errors(withAs('as: 65533\n    as: 65534\n    as: 65535'))).toHaveLength(2);
  });

  test.each([
    ['Latin-1', Buffer.from('name: a\n# Zürich\n', 'latin1'), 'line 2'],
    ['UTF-16', Buffer.from('\ufeffname: a\n', 'utf16le'), 'line 1'],
  ])('is refused in another encoding than UTF-8: %s', (_, bytes, message) => {
    expect(errors(bytes)).toEqual([
      expect.objectContaining({ rule: 'unreadable-file', message: expect.stringContaining(message), allowed: 'a file in UTF-8' }),
    ]);
  });

  test('never has a password in what is told', () => {
    expect(JSON.stringify(errors(withAs('as: 65533\n    hostPassword: secret: hunter')))).not.toContain('hunter');
    expect(JSON.stringify(errors(withAs('as: 65533\n    hostPassword: 0815')))).not.toContain('815');
  });
});
