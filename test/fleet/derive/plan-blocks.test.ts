import { Plan, hash } from '../../../lib/fleet/derive/plan';
import { Problems } from '../../../lib/fleet/derive/problems';
import { Prefix } from '../../../lib/fleet/addresses/prefix';
import type { FleetDescription } from '../../../lib/fleet';

type Given = FleetDescription['plan'];

const both: Given = {
  links: ['10.0.0.0/16', '2001:db8::/48'],
  loopbacks: ['10.255.0.0/20', '2001:db8:1::/48'],
  hosts: ['10.1.0.0/16', '2001:db8:2::/48'],
  clients: ['10.200.0.0/16', '2001:db8:3::/48'],
  exchanges: ['10.254.0.0/24', '2001:db8:4::/48'],
};

const planOf = (given: Given) => {
  const problems = new Problems();
  return { plan: new Plan(given, problems), problems: problems.list };
};

describe('the blocks of the plan', () => {
  const { plan, problems } = planOf(both);

  test.each([
    ['links', ['10.0.0.96/27', '2001:db8:0:3::/64']],
    ['loopbacks', ['10.255.0.24/29', '2001:db8:1:3::/64']],
    ['hosts', ['10.1.3.0/24', '2001:db8:2:3::/64']],
    ['clients', ['10.200.3.0/24', '2001:db8:3:30::/60']],
  ] as const)('of the %s of a site follow its number', (space, blocks) => {
    expect(plan.site(space, 3, 'sites.a').map(String)).toEqual(blocks);
  });

  test.each([
    ['links', ['10.0.160.0/20', '2001:db8:0:a000::/52']],
    ['loopbacks', ['10.255.10.0/24', '2001:db8:1:a000::/52']],
  ] as const)('of the %s of a network lie in the upper half', (space, blocks) => {
    expect(plan.network(space, 2, 'networks.a').map(String)).toEqual(blocks);
  });

  test('of an exchange follow its place', () => {
    expect(plan.exchange(2, 'exchanges.a').map(String)).toEqual(['10.254.0.64/27', '2001:db8:4:2::/64']);
  });

  test('are there up to the last, and nothing is noted', () => {
    expect(plan.network('links', 7, 'networks.a').map(String)).toEqual(['10.0.240.0/20', '2001:db8:0:f000::/52']);
    expect(plan.site('hosts', 255, 'sites.a').map(String)).toEqual(['10.1.255.0/24', '2001:db8:2:ff::/64']);
    expect(plan.exchange(7, 'exchanges.a').map(String)).toEqual(['10.254.0.224/27', '2001:db8:4:7::/64']);
    expect(problems).toEqual([]);
  });

  test('of a plan without the space are none, and nothing is noted', () => {
    const empty = planOf(undefined);
    expect(empty.plan.site('links', 9, 'sites.a')).toEqual([]);
    expect(empty.plan.network('links', 9, 'networks.a')).toEqual([]);
    expect(empty.plan.exchange(9, 'exchanges.a')).toEqual([]);
    expect(empty.problems).toEqual([]);
  });
});

describe('a plan tells', () => {
  test.each<[string, Given, number]>([
    ['nothing', undefined, 4096],
    ['large spaces', { hosts: '2001:db8::/32' }, 4096],
    ['all spaces', both, 256],
    ['links alone, of which networks have a half', { links: '10.0.0.0/24' }, 4],
    ['loopbacks alone, of which networks have a half', { loopbacks: '10.0.0.0/24' }, 16],
    ['hosts alone', { hosts: '10.0.0.0/20' }, 16],
    ['clients alone', { clients: '10.0.0.0/22' }, 4],
    ['links of one address', { links: '10.0.0.0/32' }, 0],
    ['exchanges, which are not of sites', { exchanges: '10.0.0.0/27' }, 4096],
  ])('how many sites it holds, given %s', (_, given, capacity) => {
    expect(planOf(given).plan.capacity).toBe(capacity);
  });

  test('which spaces it has, and which families it adds', () => {
    const { plan } = planOf({ links: both.links!, hosts: '10.1.0.0/16' });
    expect((['links', 'loopbacks', 'hosts'] as const).map((space) => plan.has(space))).toEqual([true, false, true]);
    expect([[], ['192.0.2.1'], ['2001:db8::1'], ['192.0.2.1', '2001:db8::1']].map((given) => plan.adds('links', given))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([[], ['192.0.2.1'], ['2001:db8::1']].map((given) => plan.adds('hosts', given))).toEqual([true, false, true]);
    expect(plan.adds('loopbacks', [])).toBe(false);
  });
});

describe('the number of a site', () => {
  test.each<[string, number | undefined, number]>([
    ['mec-7', undefined, 7],
    ['mec-7', 3, 3],
    ['mec-7', 0, 0],
    ['mec-120', undefined, 120],
    ['edge0012', undefined, 12],
    ['edge1234567', undefined, 234567],
    ['7-mec', undefined, 128 + (hash('7-mec') % 128)],
    ['cloud', undefined, 128 + (hash('cloud') % 128)],
  ])('of %s, given %p, is %i', (name, given, number) => {
    expect(planOf(both).plan.siteNumber(name, given)).toBe(number);
  });

  test.each<[number, string]>([
    [0, '10.0.0.0/25'],
    [0, '10.0.0.0/24'],
    [1, '10.0.0.0/23'],
  ])('of a name without one is %i where the hosts are %s', (number, hosts) => {
    expect(planOf({ hosts }).plan.siteNumber('cloud', undefined)).toBe(number);
  });

  test('is made by FNV-1a, as published', () => {
    expect(['', 'a', 'foobar'].map(hash)).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });
});

describe('a plan without room notes', () => {
  const allowed = 'a plan with room for every site and link';
  const rule = 'plan-too-small';

  test('the prefix that is too small for a site, at its place in the list', () => {
    const { plan, problems } = planOf({ links: ['2001:db8::/48', '10.0.0.0/26'], loopbacks: '10.255.0.0/28' });
    expect(plan.site('links', 1, 'sites.a').map(String)).toEqual(['2001:db8:0:1::/64']);
    expect(plan.site('loopbacks', 1, 'sites.a')).toEqual([]);
    expect(problems).toEqual([
      {
        rule,
        path: 'plan.links[1]',
        value: '10.0.0.0/26',
        message: '10.0.0.0/26 has no room for the links of sites.a, whose number is 1.',
        allowed,
        remedy: 'Enlarge it, give sites.a a smaller `number`, or give `addresses` to its uplinks.',
      },
      {
        rule,
        path: 'plan.loopbacks',
        value: '10.255.0.0/28',
        message: '10.255.0.0/28 has no room for the loopbacks of sites.a, whose number is 1.',
        allowed,
        remedy: 'Enlarge it, give sites.a a smaller `number`, or give `loopback` to its borders.',
      },
    ]);
  });

  test('the prefix of clients', () => {
    const { plan, problems } = planOf({ clients: '10.0.0.0/24' });
    plan.site('clients', 1, 'sites.a');
    expect(problems.map(({ remedy }) => remedy)).toEqual([
      'Enlarge it, give sites.a a smaller `number`, or give `prefix` to its client networks.',
    ]);
  });

  test('the prefix that is too small for a network', () => {
    const { plan, problems } = planOf({ loopbacks: ['10.0.0.0/30', '10.0.0.0/32'] });
    expect(plan.network('loopbacks', 0, 'networks.a')).toEqual([]);
    expect(problems).toEqual([
      {
        rule,
        path: 'plan.loopbacks[0]',
        value: '10.0.0.0/30',
        message: '10.0.0.0/30 has no room for the loopbacks of networks.a.',
        allowed,
        remedy: 'Enlarge it, or give `loopback` to each of its routers.',
      },
      expect.objectContaining({ path: 'plan.loopbacks[1]', value: '10.0.0.0/32' }),
    ]);
  });

  test('the ninth network', () => {
    const { plan, problems } = planOf(both);
    expect(plan.network('links', 8, 'networks.a')).toEqual([]);
    expect(problems).toEqual([
      {
        rule,
        path: 'networks.a',
        value: 9,
        message: 'The plan has links for 8 networks, and networks.a is number 9.',
        allowed,
        remedy: 'As the plan has none for it, give `prefix` or `addresses` to each of its links.',
      },
    ]);
  });

  test('the exchange that is one too many', () => {
    const { plan, problems } = planOf({ exchanges: '10.254.0.0/24' });
    expect(plan.exchange(8, 'exchanges.a')).toEqual([]);
    expect(problems).toEqual([
      {
        rule,
        path: 'plan.exchanges',
        value: '10.254.0.0/24',
        message: '10.254.0.0/24 has no room for exchanges.a, the exchange number 9.',
        allowed,
        remedy: 'Enlarge it, or give exchanges.a a `prefix`.',
      },
    ]);
  });

  test('what is one too many in a block, at its own place', () => {
    const { plan, problems } = planOf(both);
    const numbered = { path: 'sites.a.uplinks[4]', what: 'uplinks of a site', remedy: 'Help.' };
    const block = Prefix.parse('10.0.0.0/29');
    expect(plan.within(block, 31, 3, numbered).map(String)).toEqual(['10.0.0.6/31']);
    expect(problems).toEqual([]);
    expect(plan.within(block, 31, 4, numbered)).toEqual([]);
    expect(problems).toEqual([
      {
        rule,
        path: 'sites.a.uplinks[4]',
        value: 5,
        message: 'The plan has 10.0.0.0/29 for 4 uplinks of a site, and this is number 5.',
        allowed,
        remedy: 'Help.',
      },
    ]);
  });
});
