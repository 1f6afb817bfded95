import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Fleet } from '../../lib/fleet';
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
