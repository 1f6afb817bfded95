import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Fleet } from '../../lib/fleet';
import { readYamlFile } from '../../lib/fleet/load';
import { testbed } from './testbed';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'fleet-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string) => {
  const file = join(folder, 'fleet.yaml');
  writeFileSync(file, text);
  return Fleet.examineFile(file).findings.filter(({ severity }) => severity === 'error');
};
const testbedText = (from: string, to: string) => {
  const text = stringify(testbed());
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe('a number that YAML reads as another than is written', () => {
  test.each([
    ['as: 65533', 'as: 1.0', 'sites.mec-1.as', '1.0', 'Write 65536 if 1.0 is asdot notation, and 1 if not.'],
    ['as: 65533', 'as: 1.10', 'sites.mec-1.as', '1.10', 'Write 65546 if 1.10 is asdot notation.'],
    ['as: 65533', 'as: 0.65533', 'sites.mec-1.as', '0.65533', 'Write 65533 if 0.65533 is asdot notation.'],
    ['as: 65533', 'as: 65533.0', 'sites.mec-1.as', '65533.0', 'Write 4294770688 if 65533.0 is asdot notation, and 65533 if not.'],
    ['as: 65533', 'as: 0xfffd', 'sites.mec-1.as', '0xfffd', 'Write 65533 in decimal digits alone.'],
    ['as: 65533', 'as: 0o17', 'sites.mec-1.as', '0o17', 'Write 15 in decimal digits alone.'],
    ['as: 65533', 'as: 65e3', 'sites.mec-1.as', '65e3', 'Write 65000 in decimal digits alone.'],
    ['as: 65533', 'as: +65533', 'sites.mec-1.as', '+65533', 'Write 65533 in decimal digits alone.'],
    ['vip: 11.11.11.11', 'vip: 11.11.11.11\n    port: 080', 'services.sensors.port', '080', 'Write 80 in decimal digits alone.'],
    [
      'uplinks:\n      - isp-x/pe-1',
      'uplinks: [{to: isp-x/pe-1, maxPrefix: 1e2}]',
      'sites.mec-1.uplinks[0].maxPrefix',
      '1e2',
      'Write 100 in decimal digits alone.',
    ],
  ])('is refused: %s as %s', (from, to, path, value, remedy) => {
    expect(read(testbedText(from, to))).toMatchObject([
      { rule: 'yaml-number', path, value, remedy, message: expect.stringMatching(/:\d+:\d+/) },
    ]);
  });

  test.each<[string, string, string, string, string]>([
    ['as: 65533', 'as: 1.10', '1.1', 'an AS number in asplain notation: decimal digits alone (RFC 5396)', '1.10'],
    ['as: 65533', 'as: 0x10', '16', 'a number in decimal digits alone', '0x10'],
    ['name: testbed', 'name: testbed\ntimers: { hold: +5 }', '5', 'a number in decimal digits alone', '+5'],
  ])('is told whole: %s as %s', (from, to, number, allowed, value) => {
    const text = testbedText(from, to);
    const line = text.slice(0, text.indexOf(value)).split('\n');
    const [found] = read(text).filter(({ rule }) => rule === 'yaml-number');
    expect(found).toEqual({
      rule: 'yaml-number',
      severity: 'error',
      path: expect.stringMatching(/^(sites\.mec-1\.as|timers\.hold)$/),
      value,
      message: `YAML reads ${value} as ${number} (${join(folder, 'fleet.yaml')}:${line.length}:${(line.at(-1)?.length ?? 0) + 1}).`,
      allowed,
      remedy: expect.stringMatching(/^Write \d+ /),
    });
  });

  test.each([
    ['as: 65533', 'as: 65536.1', 'Write 65536.1 in decimal digits alone.', 'its first half has more than 16 bits'],
    ['as: 65533', 'as: 1.65536', 'Write 1.65536 in decimal digits alone.', 'its second half has more than 16 bits'],
    ['as: 65533', 'as: 65535.65535', 'Write 4294967295 if 65535.65535 is asdot notation.', 'both halves have 16 bits'],
    ['as: 65533', 'as: 1.100000', 'Write 1.1 in decimal digits alone.', 'its second half has six digits'],
    ['as: 65533', 'as: 100000.0', 'Write 100000 in decimal digits alone.', 'its first half has six digits'],
    ['as: 65533', 'as: -1.10', 'Write -1.1 in decimal digits alone.', 'it is below 0'],
  ])('is asdot notation or not: %s as %s', (from, to, remedy) => {
    const file = join(folder, 'asdot.yaml');
    writeFileSync(file, testbedText(from, to));
    expect(readYamlFile(file).findings).toMatchObject(remedy === '' ? [] : [{ path: 'sites.mec-1.as', remedy }]);
  });

  test('is no AS in asdot notation under another key', () => {
    const text = testbedText('vip: 11.11.11.11', 'vip: 11.11.11.11\n    port: 1.0');
    expect(read(text)).toMatchObject([{ path: 'services.sensors.port', remedy: 'Write 1 in decimal digits alone.' }]);
  });

  test('takes the place of what is read, so that the rest is judged by what was meant', () => {
    const [asdot, whole, hex] = ['as: 1.10', 'as: 1.0', 'as: 0x10'].map((to) => {
      const file = join(folder, 'meant.yaml');
      writeFileSync(file, testbedText('as: 65533', to));
      return readYamlFile(file).value as { sites: Record<string, { as: number }> };
    });
    expect([asdot, whole, hex].map((fleet) => fleet?.sites['mec-1']?.as)).toEqual([65_546, 1, 16]);
  });

  test('is none where it is a key, or text', () => {
    const file = join(folder, 'keys.yaml');
    writeFileSync(file, '080: a\nb: { 0x10: c }\nd: \'080\'\ne: "0x10"\nf: a080\ni: !!int "0x10"\ng: |\n  080\n');
    expect(readYamlFile(file).findings).toEqual([]);
  });

  test('is found in lists of lists, and below keys that are numbers', () => {
    const file = join(folder, 'lists.yaml');
    writeFileSync(file, 'a: [[1, 02], [03]]\n5: { b: 04 }\n');
    expect(readYamlFile(file).findings.map(({ path, value }) => [path, value])).toEqual([
      ['a[0][1]', '02'],
      ['a[1][0]', '03'],
      ['5.b', '04'],
    ]);
  });

  test('is told for the hosts of a site and for local AS numbers, too', () => {
    const text = testbedText('as: 65533', 'as: 65533\n    hostAs: 1.2\n    metallb: { mode: frr, localAS: 2.0 }');
    expect(read(text).map(({ path, remedy }) => [path, remedy])).toEqual([
      ['sites.mec-1.hostAs', 'Write 65538 if 1.2 is asdot notation.'],
      ['sites.mec-1.metallb.localAS', 'Write 131072 if 2.0 is asdot notation, and 2 if not.'],
    ]);
  });

  test('is not what is quoted, or written as it is read', () => {
    expect(read(testbedText('vip: 11.11.11.11', 'vip: 11.11.11.11\n    namespace: n080\n    port: 80'))).toEqual([]);
    expect(read(stringify(testbed()))).toEqual([]);
  });
});

describe('a file', () => {
  test.each(['', '\n', '# nothing\n', 'null\n', '---\n...\n'])('that holds nothing is told so: %j', (text) => {
    expect(read(text)).toMatchObject([{ rule: 'unreadable-file', message: expect.stringContaining('holds nothing') }]);
  });

  test('whose aliases grow without end is told by its name', () => {
    const lines = Array.from({ length: 9 }, (_, n) => `x${n + 1}: &x${n + 1} [${Array(9).fill(`*x${n}`).join(', ')}]`);
    const [finding] = read(['x0: &x0 [a]', ...lines, 'name: x'].join('\n'));
    expect(finding).toMatchObject({ rule: 'yaml-syntax', message: expect.stringContaining('fleet.yaml') });
    expect(finding!.remedy).toContain('alias');
  });

  test('may share keys with the merge key', () => {
    const text = testbedText('mec-1:\n', 'mec-1: &first\n').replace(
      /mec-2:\n( {4}.*\n)+/,
      'mec-2: { <<: *first, as: 65534, uplinks: [isp-x/pe-2] }\n',
    );
    expect(text).toContain('<<: *first');
    expect(read(text)).toEqual([]);
  });
});
