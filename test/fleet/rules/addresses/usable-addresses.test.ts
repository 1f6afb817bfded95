import { Fleet } from '../../../../lib/fleet';
import type { Finding } from '../../../../lib/fleet';
import type { Loose } from '../changes';
import { testbed } from '../../testbed';

const errors = (change: (fleet: Loose) => void): readonly Finding[] => {
  const fleet = testbed();
  change(fleet);
  return Fleet.examine(fleet).findings.filter(({ severity }) => severity === 'error');
};
const told = (change: (fleet: Loose) => void) => errors(change).map(({ rule, path }) => `${rule} ${path}`);
const mec = (values: Loose) => (fleet: Loose) => void Object.assign(fleet.sites['mec-1'], values);
const two = { borders: 2, uplinks: ['isp-x/pe-1', 'isp-x/pe-1'] };
const uplink = (border: unknown, pe: unknown) => mec({ uplinks: [{ to: 'isp-x/pe-1', addresses: { border, pe } }] });
const link = (values: Loose) => (fleet: Loose) => void (fleet.networks['isp-y'].links[0] = { ends: ['y-1', 'y-2'], ...values });
const member = (prefix: string) => (fleet: Loose) => void (fleet.exchanges.ixp.prefix = prefix);

describe('a network has an address for each that hangs on it', () => {
  test.each([
    ['four hosts in a /28', mec({ lan: '10.9.0.0/28', hosts: 4 })],
    [
      'hosts of a small network with addresses of their own',
      mec({ lan: '10.9.0.0/29', hosts: [{ name: 'a', address: '10.9.0.2' }] }),
    ],
    ['one border and clients in a /30', mec({ clients: [{ name: 'c', prefix: '10.9.0.0/30' }] })],
    ['two borders with a gateway in a /29', mec({ ...two, clients: [{ name: 'c', prefix: '10.9.0.0/29' }] })],
    ['two members in a /31', member('192.0.2.0/31')],
    ['a link of a /31', link({ prefix: '192.0.2.0/31' })],
    ['a link of a /127', link({ prefix: ['192.0.2.0/31', '2001:db8:77::/127'] })],
  ])('accepts %s', (_, change) => expect(told(change)).toEqual([]));

  test.each([
    ['eight hosts in a /28', mec({ lan: '10.9.0.0/28', hosts: 8 }), 'sites.mec-1.lan'],
    ['hosts in a /30', mec({ lan: '10.9.0.0/30' }), 'sites.mec-1.lan'],
    [
      'two borders and clients in a /30',
      mec({ ...two, clients: [{ name: 'c', prefix: '10.9.0.0/30' }] }),
      'sites.mec-1.clients[0]',
    ],
    [
      'three hundred hosts in the /24 of the plan',
      mec({ hosts: Array.from({ length: 300 }, (_, n) => ({ name: `h-${n}` })) }),
      'sites.mec-1.hosts',
    ],
    ['two members in a /32', member('192.0.2.0/32'), 'exchanges.ixp'],
    ['a link of a /32', link({ prefix: '192.0.2.0/32' }), 'networks.isp-y.links[0]'],
  ])('refuses %s, told once', (_, change, path) => expect(told(change)).toEqual([`network-too-small ${path}`]));

  test('names who is left without, and how large the prefix must be', () => {
    const [finding] = errors(mec({ lan: '10.9.0.0/28', hosts: 8 }));
    expect(finding?.message).toContain(
      'no address for host-5, host-6, host-7 and 1 more'.replace('host-7 and 1 more', 'host-7, host-8'),
    );
    expect(finding?.remedy).toBe('Take a prefix of at most /27, or give each of them an address of it.');
    expect(told(mec({ lan: '10.9.0.0/27', hosts: 8 }))).toEqual([]);
  });
});

describe('network and broadcast addresses are not used', () => {
  test.each([
    ['both ends of a /31', uplink('192.0.2.0/31', '192.0.2.1/31')],
    [
      'both ends of a /127',
      (fleet: Loose) => {
        fleet.networks['isp-x'].transport = 'plain';
        uplink(['192.0.2.0/31', '2001:db8::/127'], ['192.0.2.1/31', '2001:db8::1/127'])(fleet);
      },
    ],
    ['the middle of a /30', uplink('192.0.2.1/30', '192.0.2.2/30')],
    [
      'the last address of an IPv6 subnet',
      link({
        addresses: [
          ['192.0.2.0/31', '2001:db8:77::3/126'],
          ['192.0.2.1/31', '2001:db8:77::1/126'],
        ],
      }),
    ],
  ])('accepts %s', (_, change) => expect(told(change)).toEqual([]));

  test.each([
    ['an uplink with the network address', uplink('192.0.2.0/30', '192.0.2.1/30'), 'sites.mec-1.uplinks[0]'],
    ['an uplink with the broadcast address', uplink('192.0.2.2/30', '192.0.2.3/30'), 'sites.mec-1.uplinks[0]'],
    ['a link with the network address', link({ addresses: ['192.0.2.0/24', '192.0.2.1/24'] }), 'networks.isp-y.links[0]'],
    [
      "a link with an IPv6 subnet's first address",
      link({
        addresses: [
          ['192.0.2.0/31', '2001:db8:77::/64'],
          ['192.0.2.1/31', '2001:db8:77::1/64'],
        ],
      }),
      'networks.isp-y.links[0]',
    ],
    ['a host with the broadcast address', mec({ hosts: [{ name: 'a', address: '10.1.1.255' }] }), 'sites.mec-1.hosts[0]'],
    ['a host with the network address', mec({ hosts: [{ name: 'a', address: '10.1.1.0' }] }), 'sites.mec-1.hosts[0]'],
    ['a border with the broadcast address', mec({ borders: { b: { lan: '10.1.1.255' } } }), 'sites.mec-1.borders.b'],
    ['a gateway with the broadcast address', mec({ ...two, gateway: '10.1.1.255' }), 'sites.mec-1.gateway'],
    [
      'a gateway of clients with the broadcast address',
      mec({ ...two, clients: [{ name: 'c', prefix: '10.9.0.0/24', gateway: '10.9.0.255' }] }),
      'sites.mec-1.clients[0].gateway',
    ],
  ])('refuses %s, told once', (_, change, path) => expect(told(change)).toEqual([`unusable-address ${path}`]));
});

describe('what is not given is derived, of each family', () => {
  test('for a host, border and router that give an address of one family', () => {
    const description = testbed() as Loose;
    description.plan = {
      ...description.plan,
      hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
      loopbacks: ['10.255.0.0/20', '2001:db8:2::/48'],
    };
    Object.assign(description.sites['mec-1'], {
      metallb: { mode: 'frr' },
      hosts: [{ name: 'a', address: '10.1.1.77' }],
      borders: { b: { loopback: '172.29.0.1', lan: '10.1.1.9' } },
    });
    description.networks['isp-y'].routers['y-1'] = { role: 'pe', loopback: '172.29.0.2' };
    const { model, findings } = Fleet.examine(description);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const site = model!.sites[0]!;
    const texts = (list: readonly { address: string }[]) => list.map(({ address }) => address);
    expect(texts(site.hosts[0]!.addresses)).toEqual(['10.1.1.77', '2001:db8:3:1::b']);
    expect(texts(site.borders[0]!.loopbacks)).toEqual(['172.29.0.1', expect.stringMatching(/^2001:db8:2:/)]);
    expect(texts(site.borders[0]!.lan)).toEqual(['10.1.1.9', '2001:db8:3:1::1']);
    expect(texts(model!.networks[1]!.routers[0]!.loopbacks)).toEqual(['172.29.0.2', expect.stringMatching(/^2001:db8:2:/)]);
  });
});
