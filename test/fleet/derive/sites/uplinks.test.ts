import { deriveModel } from '../../../../lib/fleet/derive/model';
import type { FleetDescription } from '../../../../lib/fleet';
import { testbed } from '../../testbed';

type SiteDescription = FleetDescription['sites'][string];

/** The testbed with these values at mec-1, derived. */
function derived(values: Partial<SiteDescription>, change: (description: FleetDescription) => void = () => undefined) {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, ...values };
  change(description);
  const { sites, unresolved } = deriveModel(description);
  const site = sites.find(({ name }) => name === 'mec-1')!;
  return { site, unresolved };
}

/** Uplinks with names in place of what they lead to, and texts in place of addresses. */
const uplinksOf = (values: Partial<SiteDescription>) =>
  derived(values).site.uplinks.map(({ site, border, pe, borderAddresses, peAddresses, ...rest }) => ({
    ...rest,
    ends: [`${site.name}: ${border.fullName}`, pe.fullName],
    addresses: [...borderAddresses, ...peAddresses].map(({ address, prefix }) => `${address} of ${prefix.toString()}`),
  }));

describe('an uplink', () => {
  test('has a default for all that is not given', () => {
    expect(uplinksOf({})).toEqual([
      {
        name: 'mec-1/border-1--isp-x/pe-1',
        path: 'sites.mec-1.uplinks[0]',
        ends: ['mec-1: mec-1/border-1', 'isp-x/pe-1'],
        addresses: ['10.0.0.33 of 10.0.0.32/31', '10.0.0.32 of 10.0.0.32/31'],
        borderInterface: 'uplink0',
        peInterface: 'mec-1-u0',
        bfd: { intervalMs: 50, multiplier: 3 },
        gtsm: true,
        gshut: true,
        asOverride: false,
        allowAsIn: false,
        maxPrefix: 16,
        timers: { holdMs: 3000, keepaliveMs: 1000 },
        delayMs: 6,
      },
    ]);
  });

  test('has what is given', () => {
    const addresses = { border: ['198.51.100.2/30', '2001:db8::2/127'], pe: ['198.51.100.1/30', '2001:db8::1/127'] };
    const given = {
      to: 'isp-y/y-2',
      border: 'border-2',
      addresses: { border: [...addresses.border], pe: [...addresses.pe] },
      interface: 'eth7',
      password: { secret: 'up' },
      bfd: false,
      gtsm: false,
      gshut: false,
      asOverride: true,
      allowAsIn: true,
      maxPrefix: 5,
      timers: { hold: '9s', keepalive: '2s' },
      delay: '1ms',
    } as unknown as SiteDescription['uplinks'][number];
    expect(uplinksOf({ borders: 2, uplinks: [given] })).toEqual([
      {
        name: 'mec-1/border-2--isp-y/y-2',
        path: 'sites.mec-1.uplinks[0]',
        ends: ['mec-1: mec-1/border-2', 'isp-y/y-2'],
        addresses: [
          '198.51.100.2 of 198.51.100.0/30',
          '2001:db8::2 of 2001:db8::2/127',
          '198.51.100.1 of 198.51.100.0/30',
          '2001:db8::1 of 2001:db8::/127',
        ],
        borderInterface: 'eth7',
        peInterface: 'mec-1-u0',
        password: { secret: 'up' },
        gtsm: false,
        gshut: false,
        asOverride: true,
        allowAsIn: true,
        maxPrefix: 5,
        timers: { holdMs: 9000, keepaliveMs: 2000 },
        delayMs: 1,
      },
    ]);
  });

  test('goes to the borders in turn, and its interface counts at its border', () => {
    const uplinks = uplinksOf({ borders: 2, uplinks: ['isp-x/pe-1', 'isp-x/pe-1', 'isp-x/pe-2', 'isp-x/pe-2', 'isp-x/pe-3'] });
    expect(uplinks.map(({ ends, borderInterface, peInterface }) => [ends[0], borderInterface, peInterface])).toEqual([
      ['mec-1: mec-1/border-1', 'uplink0', 'mec-1-u0'],
      ['mec-1: mec-1/border-2', 'uplink0', 'mec-1-u1'],
      ['mec-1: mec-1/border-1', 'uplink1', 'mec-1-u2'],
      ['mec-1: mec-1/border-2', 'uplink1', 'mec-1-u3'],
      ['mec-1: mec-1/border-1', 'uplink2', 'mec-1-u4'],
    ]);
    expect(uplinks.map(({ addresses }) => addresses[0])).toEqual([
      '10.0.0.33 of 10.0.0.32/31',
      '10.0.0.35 of 10.0.0.34/31',
      '10.0.0.37 of 10.0.0.36/31',
      '10.0.0.39 of 10.0.0.38/31',
      '10.0.0.41 of 10.0.0.40/31',
    ]);
  });

  test('accepts twice what the site announces: VIPs, client and host networks, loopbacks', () => {
    const clients = Array.from({ length: 8 }, (_, index) => `c-${index}`);
    // 1 VIP + 8 client networks + 1 host network + 3 loopbacks.
    expect(uplinksOf({ clients, borders: 3 }).map(({ maxPrefix }) => maxPrefix)).toEqual([26]);
    // 1 + 5 + 1 + 1 are 8, of which the double is the least.
    expect(uplinksOf({ clients: clients.slice(0, 5) }).map(({ maxPrefix }) => maxPrefix)).toEqual([16]);
    expect(uplinksOf({ clients: clients.slice(0, 6) }).map(({ maxPrefix }) => maxPrefix)).toEqual([18]);
  });
});

describe('an uplink is left out and noted', () => {
  const rule = 'unknown-reference';

  test.each<[string, SiteDescription['uplinks'][number], string]>([
    ['written short', 'isp-z/pe-9', 'sites.mec-1.uplinks[0]'],
    ['written long', { to: 'isp-z/pe-9' }, 'sites.mec-1.uplinks[0].to'],
  ])('where there is no such PE, %s', (_, uplink, path) => {
    const { site, unresolved } = derived({ uplinks: [uplink, 'isp-x/pe-1'] });
    expect(site.uplinks.map(({ name }) => name)).toEqual(['mec-1/border-1--isp-x/pe-1']);
    expect(unresolved).toEqual([
      {
        rule,
        path,
        value: 'isp-z/pe-9',
        message: "There is no PE router 'isp-z/pe-9'.",
        allowed: 'isp-x/pe-1, isp-x/pe-2, isp-x/pe-3, isp-x/pe-4, isp-x/x-1, isp-y/y-1, isp-y/y-2, isp-y/y-3',
        remedy: 'Name a PE router that exists, or describe it.',
      },
    ]);
  });

  test('where there is no such border', () => {
    const { site, unresolved } = derived({ borders: 2, uplinks: [{ to: 'isp-x/pe-1', border: 'border-3' }] });
    expect(site.uplinks).toEqual([]);
    expect(unresolved).toEqual([
      {
        rule,
        path: 'sites.mec-1.uplinks[0].border',
        value: 'border-3',
        message: "There is no border router of mec-1 'border-3'.",
        allowed: 'border-1, border-2',
        remedy: 'Name a border router of mec-1 that exists, or describe it.',
      },
    ]);
  });
});

describe('a plan that is missing is noted', () => {
  const rule = 'no-address';
  const allowed = 'an address, or a plan to derive it from';
  const note = (path: string, what: string, remedy: string) => ({
    rule,
    path,
    value: undefined,
    message: `There is no address for ${what}: none is given, and the plan has no prefix for it.`,
    allowed,
    remedy,
  });
  const without =
    (...spaces: (keyof NonNullable<FleetDescription['plan']>)[]) =>
    (description: FleetDescription) => {
      for (const space of spaces) delete description.plan![space];
    };
  const at = (start: string, notes: readonly { readonly path: string }[]) => notes.filter(({ path }) => path.startsWith(start));

  test.each<[keyof NonNullable<FleetDescription['plan']>, string, object]>([
    [
      'links',
      'sites.mec-1',
      note(
        'sites.mec-1.uplinks[0].addresses',
        'the uplink of mec-1/border-1 to isp-x/pe-1',
        'Give `addresses`, or `plan.links`.',
      ),
    ],
    [
      'loopbacks',
      'sites.mec-1',
      note('sites.mec-1.borders.border-1.loopback', 'the loopback of mec-1/border-1', 'Give `loopback`, or `plan.loopbacks`.'),
    ],
    ['hosts', 'sites.mec-1', note('sites.mec-1.lan', 'the hosts of mec-1', 'Give `lan`, or `plan.hosts`.')],
    [
      'clients',
      'sites.mec-1',
      note('sites.mec-1.clients[0].prefix', 'the client network upf-1', 'Give `prefix`, or `plan.clients`.'),
    ],
    ['exchanges', 'exchanges', note('exchanges.ixp.prefix', 'the exchange ixp', 'Give `prefix`, or `plan.exchanges`.')],
    [
      'links',
      'networks.isp-y.links[1]',
      note('networks.isp-y.links[1].prefix', 'the link y-2 - y-3', 'Give `prefix` or `addresses`, or `plan.links`.'),
    ],
    [
      'loopbacks',
      'networks.isp-y.routers.y-2',
      note('networks.isp-y.routers.y-2.loopback', 'the loopback of isp-y/y-2', 'Give `loopback`, or `plan.loopbacks`.'),
    ],
  ])('%s, at %s', (space, start, expected) => {
    expect(at(start, derived({}, without(space)).unresolved)).toEqual([expected]);
    expect(derived({}).unresolved).toEqual([]);
  });

  test('but not where a site gives all for itself', () => {
    const own: Partial<SiteDescription> = {
      lan: '192.0.2.0/24',
      borders: { edge: { loopback: '192.0.3.1' } },
      uplinks: [{ to: 'isp-x/pe-1', addresses: { border: '198.51.100.2/30', pe: '198.51.100.1/30' } }],
      clients: [{ name: 'ran', prefix: '192.0.4.0/24' }],
    };
    const notes = derived(own, without('links', 'loopbacks', 'hosts', 'clients')).unresolved;
    expect(at('sites.mec-1', notes)).toEqual([]);
    expect(at('sites.mec-2', notes)).toHaveLength(4);
  });

  test('nor is the plan asked for room by such a site, whose number is beyond it', () => {
    const own: Partial<SiteDescription> = {
      number: 5000,
      lan: '192.0.2.0/24',
      borders: { edge: { loopback: '192.0.3.1' } },
      uplinks: [{ to: 'isp-x/pe-1', addresses: { border: '198.51.100.2/30', pe: '198.51.100.1/30' } }],
      clients: [{ name: 'ran', prefix: '192.0.4.0/24' }],
    };
    expect(derived(own).unresolved).toEqual([]);
    const some = { borders: { edge: { loopback: '192.0.3.1' }, other: {} } };
    expect(derived({ ...own, ...some }).unresolved.map(({ path }) => path)).toEqual(['plan.loopbacks']);
  });
});
