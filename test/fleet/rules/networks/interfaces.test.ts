import { Fleet } from '../../../../lib/fleet';
import { routersOf } from '../../../../lib/routers/model/derive';
import { sysctlFile } from '../../../../lib/routers/system/sysctl';
import type { Loose } from '../changes';
import { testbed } from '../../testbed';

const changed = (change: (fleet: Loose) => void) => {
  const fleet = testbed();
  change(fleet);
  return fleet;
};
const told = (change: (fleet: Loose) => void) =>
  Fleet.examine(changed(change))
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, path, value }) => `${rule} ${path} ${String(value)}`);
const mec = (values: Loose) => (fleet: Loose) => void Object.assign(fleet.sites['mec-1'], values);
const link = (values: Loose) => (fleet: Loose) => void (fleet.networks['isp-y'].links[0] = { ends: ['y-1', 'y-2'], ...values });

describe('interfaces of a router have names of their own', () => {
  test.each([
    [
      'given names that differ',
      mec({ borders: { b: { lanInterface: 'eth0' } }, uplinks: [{ to: 'isp-x/pe-1', interface: 'eth1' }] }),
    ],
    ['a name that begins like a word of FRR', mec({ borders: { b: { lanInterface: 'tag0' } } })],
    ['a VLAN', mec({ uplinks: [{ to: 'isp-x/pe-1', interface: 'eth0.100' }] })],
    ['one name at two routers', link({ interfaces: ['eth0', 'eth0'] })],
    [
      'a parallel link beside a router whose name is the one that it would have had',
      (fleet: Loose) => {
        fleet.networks['isp-y'].routers['y-2-2'] = 'pe';
        fleet.networks['isp-y'].links.push(['y-1', 'y-2'], ['y-1', 'y-2-2']);
      },
    ],
  ])('accepts %s', (_, change) => expect(told(change)).toEqual([]));

  test.each([
    [
      'the LAN and an uplink',
      mec({ borders: { b: { lanInterface: 'eth0' } }, uplinks: [{ to: 'isp-x/pe-1', interface: 'eth0' }] }),
      'sites.mec-1.uplinks[0].interface eth0',
    ],
    [
      'two uplinks',
      mec({
        uplinks: [
          { to: 'isp-x/pe-1', interface: 'eth0' },
          { to: 'isp-x/pe-2', interface: 'eth0' },
        ],
      }),
      'sites.mec-1.uplinks[1].interface eth0',
    ],
    [
      'a given name and one of ours',
      mec({ borders: { b: { lanInterface: 'uplink0' } } }),
      'sites.mec-1.borders.b.lanInterface uplink0',
    ],
    [
      'an uplink and a client network of ours',
      mec({ uplinks: [{ to: 'isp-x/pe-1', interface: 'clients0' }] }),
      'sites.mec-1.uplinks[0].interface clients0',
    ],
    [
      'a link and the port at an exchange',
      link({ interfaces: ['ix-ixp', 'eth0'] }),
      'networks.isp-y.links[0].interfaces[0] ix-ixp',
    ],
    [
      'a link and a site',
      (fleet: Loose) => void (fleet.networks['isp-y'].links[1] = { ends: ['y-2', 'y-3'], interfaces: ['eth0', 'cloud-u0'] }),
      'networks.isp-y.links[1].interfaces[1] cloud-u0',
    ],
  ])('refuses one name for %s, told once', (_, change, finding) =>
    expect(told(change)).toEqual([`interface-used-twice ${finding}`]),
  );

  test.each(['lo', 'all', 'default', 'tag', 'tab', 'n', 'Null0', 'blackhole', 'eth0/1', 'an-interface-of-20', 'a b', ''])(
    '%j is no name of an interface',
    (name) => {
      expect(told(mec({ uplinks: [{ to: 'isp-x/pe-1', interface: name }] }))).toEqual([
        `schema sites.mec-1.uplinks[0].interface ${name}`,
      ]);
    },
  );
});

describe('a link joins two routers', () => {
  test('and not one with itself', () => {
    expect(told((fleet) => fleet.networks['isp-y'].links.push(['y-1', 'y-1']))).toEqual([
      'link-with-itself networks.isp-y.links[2] y-1',
    ]);
  });
});

test('the kernel settings of an interface with a dot have the key that the kernel has', () => {
  const fleet = Fleet.from(
    changed((f) => void (f.networks['isp-x'].links[0] = { ends: ['pe-1', 'p-1'], interfaces: ['eth0.100', 'eth1'] })),
  );
  const pe = routersOf(fleet).find(({ fullName }) => fullName === 'isp-x/pe-1')!;
  expect(sysctlFile(pe)).toContain('net.mpls.conf.eth0/100.input = 1');
});
