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

/** The testbed with IPv6 beside IPv4, also of VIPs. */
const ofBoth = (fleet: FleetDescription) => {
  dualStack(fleet);
  fleet.pools = { apps: ['11.11.11.0/24', '2001:db8:f::/64'] };
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
    const rules = nftablesFile(model('mec-1/border-1', ofBoth))
      .split('\n')
      .filter((line) => line.includes('@bogons6'));
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatch(/^\t\tiifname \{.*\} ip6 saddr != \{ ::, fe80::\/10 \} ip6 saddr @bogons6 counter drop/);
  });

  const lines = (router: ReturnType<typeof model>, part: string) =>
    nftablesFile(router)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.includes(part));

  test('takes a neighbor on its own link alone, and hosts on theirs, before anything is accepted', () => {
    const border = nftablesFile(model('mec-1/border-1'));
    expect(border).toContain('elements = { "uplink0" . 10.0.0.32 };');
    expect(border).toMatch(/iif lo accept\n(.*counter drop.*\n)+\t\tct state established,related accept/);
    const spoken = 'meta l4proto { tcp, udp } th dport { 179, 3784, 3785 }';
    expect(lines(model('mec-1/border-1'), 'not its link').map((line) => line.replace(/ counter.*/, ''))).toEqual([
      `ip saddr @linked4 iifname . ip saddr != @links4 ${spoken}`,
      'ip saddr @linked4 iifname . ip saddr != @links4 tcp sport 179',
      `iifname != "hosts0" ip saddr { 10.1.1.0/24 } ${spoken}`,
    ]);
  });

  test('knows no link of sessions between loopbacks, which any backbone link leads to', () => {
    expect(lines(model('isp-x/pe-1'), 'set linked4')).toHaveLength(1);
    expect(lines(model('isp-x/p-1'), 'linked4')).toEqual([]);
    expect(lines(model('isp-y/y-2'), 'not its link')).toEqual([]);
  });

  test('takes BFD of the link alone, and some calls of a neighbor at a time', () => {
    expect(lines(model('mec-1/border-1'), 'BFD from afar')).toEqual([
      'udp dport 3784 ip ttl != 255 counter drop comment "BFD from afar"',
    ]);
    expect(lines(model('mec-1/border-1'), 'calls too often')).toEqual([
      'ip saddr @peers4 tcp dport 179 update @callers4 { ip saddr limit rate over 10/second burst 20 packets } counter drop comment "calls too often"',
    ]);
  });

  test('does not track what goes to VIPs and comes from them', () => {
    for (const name of ['mec-1/border-1', 'isp-x/pe-1'])
      expect(lines(model(name), 'notrack')).toEqual(
        ['daddr', 'saddr'].map((end) => `ip ${end} @pools4 fib daddr type != local notrack comment "VIPs"`),
      );
    // It speaks no BGP, and knows no pools.
    expect(lines(model('isp-x/p-1'), 'notrack')).toEqual([]);
  });

  describe('about sources', () => {
    const spoofed = (name: string, change?: (fleet: any) => void) => lines(model(name, change), 'spoofed source');
    const strict = (fleet: any) => void (fleet.sites['mec-1'].sourceCheck = 'strict');
    const twoBorders = (fleet: any) => void Object.assign(fleet.sites['mec-1'], { borders: 2, sourceCheck: 'strict' });
    const clients = 'iifname "clients0" ip saddr != 10.200.1.0/27 counter drop comment "spoofed source"';

    test('checks those of clients strictly, and of hosts and sites where it is asked for', () => {
      expect(spoofed('mec-1/border-1')).toEqual([clients]);
      expect(spoofed('isp-x/pe-1')).toEqual([]);
      expect(spoofed('mec-1/border-1', strict)).toEqual([
        'iifname "hosts0" ip saddr != { 10.1.1.0/24, 11.11.11.11/32 } counter drop comment "spoofed source"',
        clients,
      ]);
      expect(spoofed('isp-x/pe-1', strict)).toEqual([
        'iifname "mec-1-u0" ip saddr != { 10.1.1.0/24, 11.11.11.11/32, 10.200.1.0/27, 10.255.0.8/32, 10.0.0.33/32 } counter drop comment "spoofed source"',
      ]);
    });

    test('checks none of hosts strictly where borders lead traffic over their network', () => {
      expect(spoofed('mec-1/border-1', twoBorders)).toEqual([clients]);
      expect(spoofed('isp-x/pe-1', twoBorders)).toHaveLength(1);
    });

    test('lets clients of one family have no source of the other', () => {
      const both = (fleet: any) => {
        ofBoth(fleet);
        fleet.plan.clients = '10.200.0.0/16';
      };
      expect(spoofed('mec-1/border-1', both)).toEqual([
        clients,
        'iifname "clients0" ip6 saddr != { ::, fe80::/10 } meta nfproto ipv6 counter drop comment "spoofed source"',
      ]);
    });

    test('looks for a route to those of IPv6, as the kernel does for IPv4', () => {
      expect(lines(model('mec-1/border-1'), 'fib saddr')).toEqual([]);
      expect(lines(model('mec-1/border-1', ofBoth), 'fib saddr')).toEqual([
        'iifname { "hosts0", "clients0" } ip6 saddr != { ::, fe80::/10 } fib saddr oif missing counter drop comment "source without a route"',
      ]);
      expect(lines(model('isp-x/pe-1', ofBoth), 'fib saddr')).toHaveLength(1);
    });
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
    const both = model('mec-1/border-1', ofBoth);
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
