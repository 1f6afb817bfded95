import { Fleet } from '../../../lib/fleet';
import type { FleetDescription } from '../../../lib/fleet';
import { routersOf } from '../../../lib/routers/model/derive';
import { addressFile } from '../../../lib/routers/system/addresses';
import { nftablesFile } from '../../../lib/routers/system/nftables';
import { sysctlFile } from '../../../lib/routers/system/sysctl';
import { dualStack } from '../../fleet/rules/changes';
import { testbed } from '../../fleet/testbed';

const model = (name: string, change: (fleet: FleetDescription) => void = () => undefined) => {
  const description = testbed();
  change(description);
  return routersOf(Fleet.from(description)).find((router) => router.fullName === name)!;
};

describe('the packet filter', () => {
  test('of a border is as its operator would write it', () => expect(nftablesFile(model('mec-1/border-1'))).toMatchSnapshot());

  test('lets BGP in from known neighbors alone', () => {
    expect(nftablesFile(model('mec-1/border-1'))).toContain('elements = { 10.0.0.32, 10.1.1.0/24 };');
  });

  test('drops sources that a client network cannot have', () => {
    expect(nftablesFile(model('mec-1/border-1'))).toContain('iifname "clients0" ip saddr != 10.200.1.0/27 counter drop');
  });

  test('drops sources of IPv6 that are never routed, whatever the protocol', () => {
    const rules = nftablesFile(model('mec-1/border-1', dualStack))
      .split('\n')
      .filter((line) => line.includes('@bogons6'));
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatch(/^\t\tiifname \{.*\} ip6 saddr != \{ ::, fe80::\/10 \} ip6 saddr @bogons6 counter drop/);
  });

  test('does GTSM for FRR, and leaves it to BIRD, which has its own', () => {
    expect(nftablesFile(model('mec-1/border-1'))).toContain('ip saddr @gtsm4 tcp dport 179 ip ttl != 255 counter drop');
    const bird = model('mec-1/border-1', (fleet) => (fleet.sites['mec-1']!.border = { dialect: 'bird' }));
    expect(nftablesFile(bird)).not.toContain('gtsm');
  });

  test('does no GTSM where it is off', () => {
    const off = model('mec-1/border-1', (fleet) => (fleet.sites['mec-1']!.uplinks = [{ to: 'isp-x/pe-1', gtsm: false }]));
    expect(nftablesFile(off)).not.toContain('gtsm');
  });

  test('sends nothing for a VIP back to the hosts, but over another border of the site', () => {
    const rules = (borders: number) =>
      nftablesFile(model('mec-1/border-1', (fleet) => (fleet.sites['mec-1']!.borders = borders)))
        .split('\n')
        .filter((line) => line.includes('no host serves it'))
        .map((line) => line.trim().replace(/ counter.*/, ''));
    expect(rules(1)).toEqual(['iifname "hosts0" oifname "hosts0" ip daddr @vips4']);
    expect(rules(3)).toEqual(['iifname "hosts0" oifname "hosts0" ip daddr @vips4 rt ip nexthop != { 10.1.1.2, 10.1.1.3 }']);
    expect(nftablesFile(model('isp-x/pe-1'))).not.toContain('no host serves it');
  });

  test('does so in each family that has VIPs, and says it by an error of that family', () => {
    const both = model('mec-1/border-1', (fleet) => {
      dualStack(fleet);
      fleet.pools = { apps: ['11.11.11.0/24', '2001:db8:f::/64'] };
    });
    const rules = nftablesFile(both)
      .split('\n')
      .filter((line) => line.includes('no host serves it'));
    expect(rules.map((line) => /(ip6? daddr @\w+) counter reject with (.*) comment/.exec(line)?.slice(1))).toEqual([
      ['ip daddr @vips4', 'icmp type net-unreachable'],
      ['ip6 daddr @vips6', 'icmpv6 type no-route'],
    ]);
  });

  test('lets OSPF and LDP in on backbone interfaces only', () => {
    expect(nftablesFile(model('isp-x/p-1'))).toContain('iifname { "to-pe-1", "to-p-2" } meta l4proto 89 accept');
    expect(nftablesFile(model('mec-1/border-1'))).not.toContain('l4proto 89');
  });
});

describe('the kernel settings', () => {
  test('spread flows by ports, and answer SYN floods with cookies', () => {
    expect(sysctlFile(model('mec-1/border-1'))).toContain('net.ipv4.fib_multipath_hash_policy = 1');
    expect(sysctlFile(model('mec-1/border-1'))).toContain('net.ipv4.tcp_syncookies = 1');
  });

  test('let the kernel forget a connected route whose link is dead', () => {
    for (const family of ['ipv4', 'ipv6'])
      expect(sysctlFile(model('mec-1/border-1'))).toContain(`net.${family}.conf.all.ignore_routes_with_linkdown = 1`);
  });

  test('take labels on backbone interfaces of an MPLS router only', () => {
    expect(sysctlFile(model('isp-x/pe-1'))).toContain('net.mpls.conf.to-p-1.input = 1');
    expect(sysctlFile(model('isp-x/pe-1'))).not.toContain('mec-1-u0');
    expect(sysctlFile(model('mec-1/border-1'))).not.toContain('mpls');
  });
});

test('the address file sets every address of a router', () => {
  expect(addressFile(model('mec-1/border-1')).split('\n').slice(1)).toEqual([
    'address replace 10.255.0.8/32 dev lo',
    'address replace 10.1.1.1/24 dev hosts0',
    'address replace 10.200.1.1/27 dev clients0',
    'address replace 10.0.0.33/31 dev uplink0',
    '',
  ]);
});
