import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Fleet } from '../../../lib/fleet';
import { formatFindings } from '../../../lib/fleet/findings/format';
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
