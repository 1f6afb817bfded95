import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Fleet } from '../../../lib/fleet';
import { rules } from '../../../lib/fleet/rules';
import { testbed } from '../testbed';
import { cases, changed } from './cases';

const found = (change: (fleet: any) => void, rule: string) =>
  Fleet.examine(changed(testbed(), change)).findings.filter((finding) => finding.rule === rule);

/** Every finding of the testbed with a change, as text. */
const told = (change: (fleet: any) => void) =>
  Fleet.examine(changed(testbed(), change)).findings.map(({ rule, path, message }) => `${rule}: ${path}: ${message}`);
const before = told(() => undefined);

describe.each(cases)('the rule $rule', ({ rule, accepted, refused, path, value }) => {
  test('accepts what keeps it', () => {
    const paths = found(accepted, rule).map((finding) => finding.path);
    expect(paths.filter((at) => at === path)).toEqual([]);
  });

  test('refuses what breaks it, with path, value, what is allowed and a remedy', () => {
    const findings = found(refused, rule);
    expect(findings.map((finding) => finding.path)).toContain(path);
    const finding = findings.find((entry) => entry.path === path)!;
    expect(finding.value).toEqual(value);
    expect(finding.message.length).toBeGreaterThan(10);
    expect(finding.allowed).not.toBe('');
    expect(finding.remedy).not.toBe('');
  });

  test('is broken with these consequences and no others', () => {
    const broken = told(refused);
    const more = broken.filter((line) => !before.includes(line));
    const gone = before.filter((line) => !broken.includes(line));
    expect([...more, ...gone.map((line) => `no longer ${line}`)]).toMatchSnapshot();
  });

  test('is acknowledged with a reason, unless it cannot work at all', () => {
    const definition = rules.find((entry) => entry.id === rule)!;
    const findings = found((fleet) => {
      refused(fleet);
      fleet.acknowledge = [{ rule, at: path, reason: 'known' }];
    }, rule);
    const acknowledged = findings.filter((finding) => finding.path === path).map((finding) => finding.acknowledged);
    expect(new Set(acknowledged)).toEqual(new Set([definition.acknowledgeable === false ? undefined : 'known']));
  });
});

describe('the rules', () => {
  test('are the files of the themes, each once', () => {
    const folder = join(__dirname, '../../../lib/fleet/rules');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const ofThemes = files.filter((file) => /[/].*(?<!index)[.]ts$/.test(file)).map((file) => basename(file, '.ts'));
    expect(rules.map(({ id }) => id).sort()).toEqual(ofThemes.sort());
  });

  test('have a pair of tests each, or several', () => {
    expect([...new Set(cases.map((entry) => entry.rule))].sort()).toEqual(rules.map((rule) => rule.id).sort());
  });

  test('say what, why, what is allowed and what to do', () => {
    for (const rule of rules) {
      expect(rule.title).toMatch(/\.$/);
      expect(rule.explanation.length).toBeGreaterThan(30);
      expect(rule.allowed).not.toBe('');
      expect(rule.remedy).toMatch(/\.$/);
    }
  });
});

describe('a fleet with twelve mistakes', () => {
  test('has twelve findings in one run, each with path, value, allowed and remedy', () => {
    const { findings } = Fleet.examine(
      changed(testbed(), (fleet) => {
        fleet.nam = 'x';
        fleet.pools.more = '11.12.0.1/24';
        fleet.networks['isp-y'].preset = 'slow';
        fleet.networks['isp-x'].ibgp = { routeReflectors: ['x-9'] };
        fleet.sites['mec-1'].uplink = [];
        fleet.sites['mec-1'].timers = { hold: '2s' };
        fleet.sites['mec-2'].uplinks = [{ to: 'isp-x/pe-2', password: 'secret', bfd: { interval: '5ms' } }];
        fleet.sites['mec-3'].metallb = { bfdProfile: true };
        fleet.sites['mec-4'].as = 23456;
        fleet.services.sensors.vip = '12.0.0.1';
        fleet.services.more = { vip: '11.11.11.1', workload: { image: 'x', cpu: 'lots' } };
      }),
    );
    const errors = findings.filter((finding) => finding.severity === 'error');
    expect(errors.map((finding) => `${finding.rule} ${finding.path}`).sort()).toEqual([
      'bfd-interval-too-short sites.mec-2.uplinks[0].bfd.interval',
      'bfd-profile-in-native-mode sites.mec-3.metallb.bfdProfile',
      'hold-time-too-short sites.mec-1.timers.hold',
      'host-bits-set pools.more',
      'password-in-clear sites.mec-2.uplinks[0].password',
      'reserved-as sites.mec-4.as',
      'route-reflector-unknown networks.isp-x.ibgp.routeReflectors[0]',
      'schema nam',
      'schema networks.isp-y.preset',
      'schema services.more.workload.cpu',
      'schema sites.mec-1.uplink',
      'vip-outside-pools services.sensors.vip',
    ]);
    for (const finding of errors) expect([finding.allowed, finding.remedy].every((text) => text.length > 0)).toBe(true);
  });
});
