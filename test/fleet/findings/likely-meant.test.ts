import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { Fleet } from '../../../lib/fleet';
import { formatFindings } from '../../../lib/fleet/findings/format';
import { likelyMeant } from '../../../lib/fleet/findings/likely-meant';
import { testbed } from '../testbed';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'meant-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is wrong with the testbed when its first site has a line more, or a service with some lines stands before its own. */
function errors(site: string, service = '') {
  const file = join(folder, 'fleet.yaml');
  const text = stringify(testbed()).replace('as: 65533', `as: 65533\n    ${site}`);
  const other = `  other:\n    vip: 11.11.11.12\n    ${service}\n  sensors:`;
  writeFileSync(file, service ? text.replace('  sensors:', other) : text);
  return Fleet.examineFile(file).findings.filter(({ severity }) => severity === 'error');
}
const atSite = (path: string, line: string) => errors(line).find((finding) => finding.path === `sites.mec-1.${path}`);

describe('of a value that cannot be used the remedy is one that can', () => {
  test.each([
    ['servicelb: yes', 'servicelb', 'Write true, without quotes.', 'servicelb: true'],
    ['servicelb: "off"', 'servicelb', 'Write false, without quotes.', 'servicelb: false'],
    ['hostAs: "64600"', 'hostAs', 'Write 64600, without quotes.', 'hostAs: 64600'],
    ['hostAs: AS64600', 'hostAs', 'Write 64600, without quotes.', 'hostAs: 64600'],
    ['hostAs: 64_600', 'hostAs', 'Write 64600, without quotes.', 'hostAs: 64600'],
    ['timers: { hold: 90 }', 'timers.hold', 'Give it its unit: 90s or 90min.', 'timers: { hold: 90s }'],
    ['bfd: { interval: 50 }', 'bfd.interval', 'Give it its unit: 50ms or 50s or 50min.', 'bfd: { interval: 50ms }'],
    ['timers: { hold: 1m30s }', 'timers.hold', 'Write 90s.', 'timers: { hold: 90s }'],
    ['timers: { hold: 90 S }', 'timers.hold', 'Write 90s.', 'timers: { hold: 90s }'],
    ['flavour: K3S', 'flavour', 'Write k3s.', 'flavour: k3s'],
    ['flavour: kubeadmin', 'flavour', 'Did you mean kubeadm?', 'flavour: kubeadm'],
    ['pods: 10.244.0.0 /16', 'pods', 'Write 10.244.0.0/16.', 'pods: 10.244.0.0/16'],
    ['bfd:', 'bfd', 'Give it a value, or take it out.', 'bfd: true'],
  ])('%s', (line, path, remedy, mended) => {
    expect(atSite(path, line)).toMatchObject({ rule: 'schema', remedy });
    expect(atSite(path, mended)).toBeUndefined();
  });

  test.each([
    ['8080', "Put it in quotes: '8080'."],
    ['1.0', "Put it in quotes: '1.0'."],
    ['0x10', "Put it in quotes: '0x10'."],
    ['true', "Put it in quotes: 'true'."],
  ])('%s where text is asked for', (written, remedy) => {
    const workload = (value: string) => `workload: { image: app, env: { A: ${value} } }`;
    const found = errors('kind: mec', workload(written)).filter(({ path }) => path.endsWith('.env.A'));
    expect(found).toMatchObject([{ rule: 'schema', remedy }]);
    expect(errors('kind: mec', workload(`'${written}'`)).filter(({ path }) => path.endsWith('.env.A'))).toEqual([]);
  });

  test('one entry where a list is asked for', () => {
    expect(errors('kind: mec', 'sites: mec-1')[0]).toMatchObject({ allowed: 'a list', remedy: 'Write a list: [mec-1].' });
  });

  test('a blank that lacks after a colon', () => {
    expect(errors('metallb: { mode:frr }')).toMatchObject([{ remedy: 'Write a blank after the colon: mode: frr' }]);
  });

  test('one of two keys that do not go together', () => {
    expect(errors('hostPassword: { env: A, file: a }')).toMatchObject([
      { message: "'file' does not go with what stands beside it.", allowed: 'one of env, file', remedy: 'Keep one of them.' },
    ]);
  });

  test('no password in clear where a number is one', () => {
    expect(errors('hostPassword: 123456')).toMatchObject([
      { value: '(not shown)', allowed: '{ env: NAME } or { file: path }', remedy: 'Write { env: NAME } or { file: path }.' },
    ]);
  });

  test('none where nothing alike would be taken, and nothing to take out where there must be a value', () => {
    expect(atSite('hostAs', 'hostAs: many')).toMatchObject({ remedy: 'Write a number.' });
    expect(atSite('metallb.mode', 'metallb: { mode: none-of-them }')).toMatchObject({
      remedy: 'Write one of native, frr, frr-k8s.',
    });
    expect(errors('hosts: [{ name: }]')[0]).toMatchObject({ path: 'sites.mec-1.hosts[0].name', remedy: 'Write a string.' });
  });
});

test.each([['.inf'], ['-0'], ['1e400'], ['99999999999999999999']])('%s as a number is told once, as it is written', (written) => {
  expect(errors(`hostAs: ${written}`)).toMatchObject([{ rule: 'schema', path: 'sites.mec-1.hostAs', value: written }]);
});

describe('whatever a program gives is told', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  test.each([
    ['a group that holds itself', cyclic],
    ['a list that holds itself', [cyclic]],
    ['a bigint', 64_600n],
    ['a function', () => 1],
    ['a symbol', Symbol('as')],
    ['infinity', Infinity],
  ])('%s', (_, value) => {
    const description: unknown = { ...testbed(), name: value };
    const { findings } = Fleet.examine(description);
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([{ rule: 'schema', path: 'name' }]);
    expect(formatFindings(findings, 'fleet')).toContain('name');
  });
});

describe('what was likely meant', () => {
  const meant = (value: unknown, taken: readonly unknown[], names: readonly string[] = [], written: unknown = value) =>
    likelyMeant({ value, written, names, takes: (candidate) => taken.some((one) => isDeepStrictEqual(one, candidate)) });

  test.each<[unknown, unknown, string]>([
    ...['yes', 'on', 'true', 'y', 'enabled', 'YES', '"on"', ' True '].map((word): [unknown, unknown, string] => [
      word,
      true,
      'Write true, without quotes.',
    ]),
    ...['no', 'off', 'false', 'n', 'disabled', 'Off', '‘no’'].map((word): [unknown, unknown, string] => [
      word,
      false,
      'Write false, without quotes.',
    ]),
    ...['64600', 'AS64600', 'as 64600', '64,600', "64'600", '64_600', '6.46e4', '\u200b64600\ufeff'].map(
      (text): [unknown, unknown, string] => [text, 64_600, 'Write 64600, without quotes.'],
    ),
    ['–5', -5, 'Write -5, without quotes.'],
    [5, '5', "Put it in quotes: '5'."],
    [true, 'true', "Put it in quotes: 'true'."],
    ['0', 0, 'Write 0, without quotes.'],
    ['50', '50ms', 'Give it its unit: 50ms.'],
    ['1.5', '1.5min', 'Give it its unit: 1.5min.'],
    [12, '12s', 'Give it its unit: 12s.'],
    ['1h', '3600s', 'Write 3600s.'],
    ['1h2m3s', '3723s', 'Write 3723s.'],
    ['2min5sec', '125s', 'Write 125s.'],
    ['1H', '3600s', 'Write 3600s.'],
    ['5m', '300s', 'Write 300s.'],
    ['15s', '15s', 'Write 15s.'],
    ['“k3s”', 'k3s', 'Write k3s.'],
    ['K3S', 'k3s', 'Write k3s.'],
    ['mec-1', ['mec-1'], 'Write a list: [mec-1].'],
    [80, [80], 'Write a list: [80].'],
    [null, undefined, 'Give it a value, or take it out.'],
  ])('by %j, where %j would be taken: %s', (value, taken, remedy) => {
    expect(meant(value, [taken])).toBe(remedy);
  });

  test.each<[unknown, unknown]>([
    ['', 0],
    ['−5', -5],
    [' ', 0],
    ['', '0s'],
    ['h', '0s'],
    ['xAS64600', 64_600],
    ['64600AS', 64_600],
    ['1.5.5', '1.5.5s'],
    ['x5', 'x5s'],
    ['5x', '5xs'],
    ['1.', '1.s'],
    ['1s1h', '3601s'],
    ['x1s', '1s'],
    ['1sx', '1s'],
    ['maybe', true],
    ['constructor', true],
    [null, null],
    [null, 'null'],
    [{}, [{}]],
    [['a'], [['a']]],
    [undefined, undefined],
    ['5', '5s5'],
  ])('by %j is nothing known where %j would be taken', (value, taken) => {
    expect(meant(value, [taken])).toBeUndefined();
  });

  test('all units that would be taken are named', () => {
    expect(meant(50, ['50ms', '50s', '50min'])).toBe('Give it its unit: 50ms or 50s or 50min.');
    expect(meant('50', ['50s', '50min'])).toBe('Give it its unit: 50s or 50min.');
  });

  test('is one of the names that may stand there, whatever the case and the blanks', () => {
    expect(meant('Kubeadmin', [], ['k3s', 'kubeadm'])).toBe('Did you mean kubeadm?');
    expect(meant('kube adm', [], ['k3s', 'kubeadm'])).toBe('Did you mean kubeadm?');
    expect(meant('none', [], ['k3s', 'kubeadm'])).toBeUndefined();
  });

  test('of a number is what stands in the file, not what YAML made of it', () => {
    expect(meant(1, ['1.0'], [], '1.0')).toBe("Put it in quotes: '1.0'.");
    expect(meant(1, ['1'], [], '1.0')).toBeUndefined();
  });
});
