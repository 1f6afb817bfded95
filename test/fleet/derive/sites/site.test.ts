import { deriveModel } from '../../../../lib/fleet/derive/model';
import type { FleetDescription } from '../../../../lib/fleet';
import type { InterfaceAddress } from '../../../../lib/fleet/model';
import { testbed } from '../../testbed';

type SiteDescription = FleetDescription['sites'][string];

/** The testbed with these values at mec-1, derived. */
function derived(values: Partial<SiteDescription>) {
  const description = testbed();
  description.sites['mec-1'] = { ...description.sites['mec-1']!, ...values };
  const { sites, unresolved } = deriveModel(description);
  return { site: sites.find(({ name }) => name === 'mec-1')!, unresolved };
}
const texts = (list: readonly InterfaceAddress[]) => list.map(({ address, prefix }) => `${address} of ${prefix.toString()}`);
const partsOf = (values: Partial<SiteDescription>) => {
  const { borders, hosts } = derived(values).site;
  return {
    borders: borders.map(({ site, uplinks, loopbacks, lan, ...rest }) => {
      return { ...rest, site: site.name, uplinks: uplinks.length, loopbacks: texts(loopbacks), lan: texts(lan) };
    }),
    hosts: hosts.map(({ site, addresses, ...rest }) => ({ ...rest, site: site.name, addresses: texts(addresses) })),
  };
};

describe('a site', () => {
  const outlineOf = (values: Partial<SiteDescription>) => {
    const { gateway, borders, uplinks, hosts, clients, services, lan, pods, serviceRange, ...outline } = derived(values).site;
    expect([gateway, borders, uplinks, hosts, clients, services].map((list) => list.length > 0)).not.toContain(false);
    return { ...outline, ranges: [lan, pods, serviceRange].map((prefixes) => prefixes.join(' ')) };
  };

  test('has a default for all that is not given', () => {
    expect(outlineOf({})).toEqual({
      name: 'mec-1',
      path: 'sites.mec-1',
      kind: 'mec',
      number: 1,
      as: 65533,
      flavour: 'kubeadm',
      metallb: { mode: 'native', bfdProfile: false, gracefulRestart: false, debounceMs: 0, ignoreExcludeLB: false },
      servicelb: false,
      hostAs: 64512,
      hostPasswordSecret: 'bgp-password',
      hostMaxPrefix: 8,
      timers: { holdMs: 3000, keepaliveMs: 1000 },
      bfd: { intervalMs: 50, multiplier: 3 },
      sourceCheck: 'loose',
      ranges: ['10.1.1.0/24', '10.244.0.0/16', '10.96.0.0/12'],
    });
  });

  test('has what is given', () => {
    const values = {
      kind: 'cloud',
      number: 7,
      flavour: 'k3s',
      servicelb: true,
      hostAs: 64999,
      hostPassword: { secret: 'h' },
      hostPasswordSecret: 'other',
      hostMaxPrefix: 3,
      timers: { hold: '30s' },
      bfd: false,
      promise: '2s',
      sourceCheck: 'strict',
      lan: ['192.0.2.0/24', '2001:db8::/64'],
      pods: ['10.50.0.0/16', '2001:db8:1::/56'],
      serviceRange: '10.51.0.0/16',
      metallb: {
        mode: 'frr-k8s',
        bfdProfile: true,
        gracefulRestart: true,
        debounce: '1s',
        sourceAddress: '192.0.2.9',
        localAS: 64998,
        ignoreExcludeLB: true,
      },
    } as unknown as Partial<SiteDescription>;
    expect(outlineOf(values)).toEqual({
      name: 'mec-1',
      path: 'sites.mec-1',
      kind: 'cloud',
      number: 7,
      as: 65533,
      flavour: 'k3s',
      metallb: {
        mode: 'frr-k8s',
        bfdProfile: true,
        gracefulRestart: true,
        debounceMs: 4000,
        sourceAddress: '192.0.2.9',
        localAS: 64998,
        ignoreExcludeLB: true,
      },
      servicelb: true,
      hostAs: 64999,
      hostPassword: { secret: 'h' },
      hostPasswordSecret: 'other',
      hostMaxPrefix: 3,
      timers: { holdMs: 30_000, keepaliveMs: 10_000 },
      promiseMs: 2000,
      sourceCheck: 'strict',
      ranges: ['192.0.2.0/24 2001:db8::/64', '10.50.0.0/16 2001:db8:1::/56', '10.51.0.0/16'],
    });
  });

  test.each([
    ['kubeadm', ['10.244.0.0/16', '10.96.0.0/12']],
    ['k3s', ['10.42.0.0/16', '10.43.0.0/16']],
    ['kubeedge', ['10.244.0.0/16', '10.96.0.0/12']],
  ] as const)('with %s has its ranges', (flavour, ranges) => {
    const { pods, serviceRange } = derived({ flavour }).site;
    expect([pods.join(), serviceRange.join()]).toEqual(ranges);
  });

  test('accepts of a host twice the VIPs, and 8 at least', () => {
    const description = testbed();
    for (const index of [2, 3, 4, 5]) description.services![`s-${index}`] = { vip: `11.11.11.1${index}` };
    expect(deriveModel(description).sites[0]!.hostMaxPrefix).toBe(10);
  });
});

describe('MetalLB at a site', () => {
  test.each<[Partial<SiteDescription>, object]>([
    [{ metallb: { mode: 'frr' } }, { bfdProfile: true, debounceMs: 3000 }],
    [{ metallb: { mode: 'frr', debounce: '1s' } }, { debounceMs: 1000 }],
    [{ metallb: { mode: 'frr-k8s' } }, { bfdProfile: true, debounceMs: 6000 }],
    [{ metallb: { mode: 'frr' }, bfd: false }, { bfdProfile: false }],
    [{ metallb: { mode: 'frr' }, bfd: true }, { bfdProfile: true }],
    [{ hosts: 1 }, { ignoreExcludeLB: true }],
    [{ hosts: 1, flavour: 'k3s' }, { ignoreExcludeLB: false }],
    [{ hosts: 3 }, { ignoreExcludeLB: false }],
    [{ hosts: [{ name: 'a' }] }, { ignoreExcludeLB: true }],
    [{ hosts: [{ name: 'a' }, { name: 'b' }] }, { ignoreExcludeLB: false }],
    [{ hosts: 1, metallb: { ignoreExcludeLB: false } }, { ignoreExcludeLB: false }],
  ])('with %j is %j', (values, expected) => {
    expect(derived(values).site.metallb).toMatchObject(expected);
  });
});

describe('the parts of a site', () => {
  test('have a default for all that is not given', () => {
    const border = { path: 'sites.mec-1.borders', dialect: 'frr', lanInterface: 'hosts0', site: 'mec-1', uplinks: 1 };
    const host = { path: 'sites.mec-1.hosts', as: 64512, sessionAs: 64512, site: 'mec-1' };
    expect(partsOf({ borders: 2, uplinks: ['isp-x/pe-1', 'isp-x/pe-2'] })).toEqual({
      borders: [
        {
          ...border,
          name: 'border-1',
          fullName: 'mec-1/border-1',
          routerId: '10.255.0.8',
          loopbacks: ['10.255.0.8 of 10.255.0.8/32'],
          lan: ['10.1.1.1 of 10.1.1.0/24'],
        },
        {
          ...border,
          name: 'border-2',
          fullName: 'mec-1/border-2',
          routerId: '10.255.0.9',
          loopbacks: ['10.255.0.9 of 10.255.0.9/32'],
          lan: ['10.1.1.2 of 10.1.1.0/24'],
        },
      ],
      hosts: [
        { ...host, name: 'host-1', fullName: 'mec-1/host-1', nodeName: 'host-1', addresses: ['10.1.1.11 of 10.1.1.0/24'] },
        { ...host, name: 'host-2', fullName: 'mec-1/host-2', nodeName: 'host-2', addresses: ['10.1.1.12 of 10.1.1.0/24'] },
      ],
    });
  });

  test('have what is given', () => {
    const edge = {
      loopback: ['2001:db8::7', '192.0.3.7'],
      lan: '10.1.1.200',
      dialect: 'bird',
      routerId: '1.2.3.4',
      lanInterface: 'eth1',
    };
    const values = {
      borders: { edge, other: { loopback: '2001:db8::8' } },
      border: { dialect: 'bird' },
      hosts: [{ name: 'a', nodeName: 'node-a', address: '10.1.1.77', as: 64600 }, { name: 'b' }],
      metallb: { mode: 'frr', localAS: 64998 },
    } as unknown as Partial<SiteDescription>;
    const common = { site: 'mec-1' };
    expect(partsOf(values)).toEqual({
      borders: [
        {
          ...common,
          name: 'edge',
          fullName: 'mec-1/edge',
          path: 'sites.mec-1.borders.edge',
          dialect: 'bird',
          routerId: '1.2.3.4',
          loopbacks: ['192.0.3.7 of 192.0.3.7/32', '2001:db8::7 of 2001:db8::7/128'],
          lan: ['10.1.1.200 of 10.1.1.0/24'],
          lanInterface: 'eth1',
          uplinks: 1,
        },
        {
          ...common,
          name: 'other',
          fullName: 'mec-1/other',
          path: 'sites.mec-1.borders.other',
          dialect: 'bird',
          routerId: '10.255.0.9',
          loopbacks: ['10.255.0.9 of 10.255.0.9/32', '2001:db8::8 of 2001:db8::8/128'],
          lan: ['10.1.1.2 of 10.1.1.0/24'],
          lanInterface: 'hosts0',
          uplinks: 0,
        },
      ],
      hosts: [
        {
          ...common,
          name: 'a',
          fullName: 'mec-1/a',
          nodeName: 'node-a',
          path: 'sites.mec-1.hosts[0]',
          as: 64600,
          sessionAs: 64998,
          addresses: ['10.1.1.77 of 10.1.1.0/24'],
        },
        {
          ...common,
          name: 'b',
          fullName: 'mec-1/b',
          nodeName: 'b',
          path: 'sites.mec-1.hosts[1]',
          as: 64512,
          sessionAs: 64998,
          addresses: ['10.1.1.12 of 10.1.1.0/24'],
        },
      ],
    });
  });

  test.each<[Partial<SiteDescription>, string]>([
    [{ borders: { edge: { lan: '192.0.2.1' } } }, 'sites.mec-1.borders.edge.lan'],
    [{ hosts: [{ name: 'a', address: '192.0.2.1' }] }, 'sites.mec-1.hosts[0].address'],
  ])('that lie outside of the host network are noted: %j', (values, path) => {
    expect(derived(values).unresolved).toEqual([
      {
        rule: 'family-mismatch',
        path,
        value: '192.0.2.1',
        message: '192.0.2.1 lies outside the host network of mec-1.',
        allowed: '10.1.1.0/24',
        remedy: 'Give addresses of that network, one of each family that it has.',
      },
    ]);
  });

  test.each<[number, readonly object[]]>([
    [8, []],
    [
      9,
      [
        {
          rule: 'plan-too-small',
          path: 'sites.mec-1.borders',
          value: 9,
          message: 'The plan has 10.255.0.8/29 for the borders of mec-1, and this is border number 9.',
          allowed: 'a plan with room for every site and link',
          remedy: 'Give the border its `loopback`.',
        },
      ],
    ],
  ])('are noted where there are too many: %i borders', (borders, notes) => {
    expect(derived({ borders }).unresolved).toEqual(notes);
  });

  test('are not noted where the border that is too many has its own loopback', () => {
    const borders = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`b-${index}`, index < 8 ? {} : { loopback: '192.0.2.1' }]),
    );
    expect(derived({ borders }).unresolved).toEqual([]);
  });
});
