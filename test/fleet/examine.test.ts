import { examine, isOpenError } from '../../lib/fleet/examine';
import type { Finding } from '../../lib/fleet/findings/finding';
import { testbed } from './testbed';

/** Descriptions are broken in every way. */
type Loose = any;
const changed = (change: (fleet: Loose) => void): Loose => {
  const fleet: Loose = testbed();
  change(fleet);
  return fleet;
};
const found = (change: (fleet: Loose) => void, before?: readonly Finding[]) => examine(changed(change), before).findings;
const errors = (change: (fleet: Loose) => void) =>
  found(change)
    .filter(isOpenError)
    .map(({ rule, path }) => `${rule} ${path}`);
const rulesOf = (change: (fleet: Loose) => void) => found(change).map(({ rule }) => rule);

const strayVip = (fleet: Loose) => void (fleet.services.sensors.vip = '12.0.0.1');
const reserved = (fleet: Loose) => void (fleet.sites['mec-2'].as = 23456);
const acknowledging =
  (rule: string, at: string, change: (fleet: Loose) => void = reserved) =>
  (fleet: Loose) => {
    change(fleet);
    fleet.acknowledge = [{ rule, at, reason: 'known' }];
  };

test.each<[Partial<Finding>, boolean]>([
  [{ severity: 'error' }, true],
  [{ severity: 'error', acknowledged: '' }, false],
  [{ severity: 'warning' }, false],
])('%j is an open error: %p', (of, answer) => {
  expect(isOpenError({ rule: 'x', path: '', message: '', allowed: '', remedy: '', severity: 'warning', ...of })).toBe(answer);
});

test('of the testbed there are no errors, and a model', () => {
  expect(errors(() => undefined)).toEqual([]);
  expect(examine(testbed()).model?.name).toBe('testbed');
});

test('of what is no description there is no model, and what was found before comes first', () => {
  const before: Finding = { rule: 'x', severity: 'warning', path: 'a', message: 'm', allowed: 'b', remedy: 'r' };
  const { findings, model } = examine(5, [before]);
  expect(model).toBeUndefined();
  expect(findings).toEqual([before, expect.objectContaining({ rule: 'schema', path: '', value: 5 })]);
});

describe('what the reading of a file found before', () => {
  const number: Finding = {
    ...{ rule: 'yaml-number', severity: 'error', path: 'sites.mec-1.as', value: '0x10' },
    ...{ message: 'm', allowed: 'a', remedy: 'r' },
  };
  test('is told first', () => {
    expect(found(() => undefined, [number])[0]).toBe(number);
  });
  test('is told once, as it was written, where the schema refuses the number', () => {
    const findings = found((fleet) => (fleet.sites['mec-1'].as = 0), [number]).filter(({ path }) => path === number.path);
    expect(findings).toMatchObject([{ rule: 'schema', value: '0x10' }]);
  });
  test('is told beside the schema where it is no number', () => {
    const other = { ...number, rule: 'other' };
    const findings = found((fleet) => (fleet.sites['mec-1'].as = 0), [other]).filter(({ path }) => path === number.path);
    expect(findings).toMatchObject([{ rule: 'other' }, { rule: 'schema', value: 0 }]);
  });
});

describe('rules about the whole', () => {
  const alone = (fleet: Loose) => (fleet.networks['isp-y'].links = [['y-1', 'y-2']]);

  test('tell of a whole fleet', () => {
    expect(rulesOf(alone)).toContain('disconnected-network');
    expect(rulesOf((fleet) => (fleet.sites['mec-1'].uplinks = []))).toContain('site-loss-leaves-no-path');
  });
  test.each<[string, (fleet: Loose) => void]>([
    ['a value was taken out', (fleet) => (fleet.sites['mec-4'].promise = 5)],
    [
      'a name leads nowhere',
      (fleet) => fleet.services.sensors.sites?.push('x') ?? (fleet.services.sensors.sites = ['mec-1', 'x']),
    ],
  ])('keep silent where %s', (_, change) => {
    const rules = rulesOf((fleet) => {
      alone(fleet);
      fleet.sites['mec-1'].uplinks = [];
      change(fleet);
    });
    expect(rules).not.toContain('disconnected-network');
    expect(rules).not.toContain('site-loss-leaves-no-path');
    expect(rules).toContain('site-without-uplink');
  });
  test('tell where nothing but an unknown key was taken out', () => {
    const rules = rulesOf((fleet) => {
      alone(fleet);
      fleet.sites['mec-1'].subnet = 5;
    });
    expect(rules).toEqual(expect.arrayContaining(['schema', 'disconnected-network']));
  });
});

describe('a rule that needs a part', () => {
  test.each<[string, (fleet: Loose) => void, string[]]>([
    ['the pool that a VIP lay in', (fleet) => (fleet.pools.apps = 5), ['schema pools.apps']],
    ['an entry of the pool', (fleet) => (fleet.pools.apps = ['x']), ['schema pools.apps[0]']],
    ['all pools', (fleet) => (fleet.pools = 5), ['schema pools']],
    ['the plan', (fleet) => (fleet.plan = 5), ['schema plan']],
    ['a space of the plan', (fleet) => (fleet.plan.links = 'x'), ['schema plan.links']],
    ['a site', (fleet) => (fleet.sites['mec-1'] = 5), ['schema sites.mec-1']],
    ['the uplinks of a site', (fleet) => (fleet.sites['mec-1'].uplinks = [5]), ['schema sites.mec-1.uplinks[0]']],
    ['a workload', (fleet) => (fleet.services.sensors.workload = 5), ['schema services.sensors.workload']],
    ['all networks', (fleet) => (fleet.networks = 5), ['schema networks']],
    ['a network', (fleet) => (fleet.networks['isp-y'] = 5), ['schema networks.isp-y']],
  ])('keeps silent without it: %s', (_, change, expected) => {
    expect(errors(change).filter((text) => !text.startsWith('unknown-reference'))).toEqual(expected);
  });

  test.each<[string, (fleet: Loose) => void, string]>([
    [
      'a value of the site, no whole site',
      (fleet) => ((fleet.sites['mec-1'].promise = 5), (fleet.sites['mec-2'].uplinks = [])),
      'site-without-uplink',
    ],
    ['another part', (fleet) => (strayVip(fleet), (fleet.sites['mec-1'].promise = 5)), 'vip-outside-pools'],
  ])('tells where what lacks is %s', (_, change, rule) => {
    expect(rulesOf(change)).toEqual(expect.arrayContaining(['schema', rule]));
  });
});

describe('what is acknowledged', () => {
  const of = (change: (fleet: Loose) => void, rule: string) => found(change).filter((finding) => finding.rule === rule);
  const idle = 'acknowledgement-unused';

  test.each(['sites.mec-2.as', 'sites.mec-2', 'sites', ''])('counts no more, with the reason: at %j', (at) => {
    expect(of(acknowledging('reserved-as', at), 'reserved-as')).toMatchObject([
      { path: 'sites.mec-2.as', acknowledged: 'known' },
    ]);
    expect(of(acknowledging('reserved-as', at), idle)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['reserved-as', 'sites.mec-1', 'Nothing at sites.mec-1 breaks the rule reserved-as.'],
    ['reserved-as', 'sites.mec-2.as.x', 'Nothing at sites.mec-2.as.x breaks the rule reserved-as.'],
    ['vip-outside-pools', 'sites.mec-2', 'Nothing at sites.mec-2 breaks the rule vip-outside-pools.'],
    ['no-rule', 'sites.mec-2', "There is no rule 'no-rule'."],
  ])('and is not there is told: %s at %s', (rule, at, message) => {
    const change = acknowledging(rule, at);
    expect(of(change, 'reserved-as').map(({ acknowledged }) => acknowledged)).toEqual([undefined]);
    expect(of(change, idle)).toEqual([
      {
        rule: idle,
        severity: 'warning',
        path: 'acknowledge[0]',
        value: `${rule} at ${at}`,
        message,
        allowed: 'an acknowledgement of a finding that exists',
        remedy: 'Take it out, or correct `rule` and `at`.',
      },
    ]);
  });

  test('and could not work is told all the same, and its acknowledgement is used', () => {
    const change = acknowledging('vip-outside-pools', 'services.sensors', strayVip);
    const [plain] = of(strayVip, 'vip-outside-pools');
    expect(of(change, 'vip-outside-pools')).toEqual([
      { ...plain, remedy: `${plain?.remedy} It cannot be acknowledged: it would not work.` },
    ]);
    expect(of(change, idle)).toEqual([]);
  });

  test('is nothing that the schema refuses', () => {
    const change = acknowledging('schema', 'sites', (fleet) => (fleet.sites['mec-1'].promise = 5));
    expect(of(change, 'schema')).toMatchObject([{ path: 'sites.mec-1.promise' }]);
    expect(of(change, 'schema')[0]).not.toHaveProperty('acknowledged');
    expect(of(change, idle)).toHaveLength(1);
  });
});

test('a finding has all that its rule and its place say', () => {
  expect(found(reserved).filter(({ rule }) => rule === 'reserved-as')).toEqual([
    {
      rule: 'reserved-as',
      severity: 'error',
      path: 'sites.mec-2.as',
      value: 23456,
      message: expect.stringContaining('23456'),
      allowed: expect.stringMatching(/./),
      remedy: expect.stringMatching(/./),
    },
  ]);
});

test('a path is that of what was given, where an entry before it was taken out', () => {
  expect(errors((fleet) => (fleet.sites['mec-1'].uplinks = [5, 'isp-x/pe-9']))).toEqual([
    'schema sites.mec-1.uplinks[0]',
    'unknown-reference sites.mec-1.uplinks[1]',
  ]);
});

test.each<[string, string, string, (fleet: Loose) => void]>([
  ['site', 'mec-9', 'services.sensors.sites[0]', (fleet) => (fleet.services.sensors.sites = ['mec-9', 'mec-1'])],
  ['PE router', 'isp-x/pe-9', 'sites.mec-1.uplinks[0].to', (fleet) => (fleet.sites['mec-1'].uplinks = [{ to: 'isp-x/pe-9' }])],
  ['PE router', 'isp-x/pe-9', 'sites.mec-1.uplinks[0]', (fleet) => (fleet.sites['mec-1'].uplinks = ['isp-x/pe-9'])],
  [
    'border router of mec-1',
    'border-9',
    'sites.mec-1.uplinks[0].border',
    (fleet) => (fleet.sites['mec-1'].uplinks = [{ to: 'isp-x/pe-1', border: 'border-9' }]),
  ],
  ['router of isp-y', 'y-9', 'networks.isp-y.links[1].ends[1]', (fleet) => (fleet.networks['isp-y'].links[1] = ['y-2', 'y-9'])],
  ['router', 'isp-y/y-9', 'exchanges.ixp.members[1]', (fleet) => (fleet.exchanges.ixp.members[1] = 'isp-y/y-9')],
])('a %s that is not there is told as one: %s at %s', (what, name, path, change) => {
  expect(found(change)).toContainEqual(
    expect.objectContaining({
      rule: 'unknown-reference',
      path,
      value: name,
      message: `There is no ${what} '${name}'.`,
      remedy: `Name a ${what} that exists, or describe it.`,
    }),
  );
});
