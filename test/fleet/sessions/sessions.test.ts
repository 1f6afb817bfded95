import { Fleet } from '../../../lib/fleet';
import type { Session } from '../../../lib/fleet';
import type { Network } from '../../../lib/fleet/model';
import { ibgpFamilies } from '../../../lib/fleet/sessions/sessions';
import { routersOf } from '../../../lib/routers';
import { testbed } from '../testbed';

const ofKind = (sessions: readonly Session[], kind: Session['kind']) => sessions.filter((session) => session.kind === kind);

/** Two PE routers whose loopbacks have both families, and a site that serves IPv6. */
function twoRouters(links: string | string[]) {
  return Fleet.from({
    name: 'two',
    pools: { apps: '2001:db8:a::/64' },
    plan: { links, loopbacks: ['10.0.16.0/24', 'fd00:2::/48'], hosts: 'fd00:3::/48', clients: 'fd00:4::/48' },
    networks: {
      isp: { as: 64500, routers: { 'pe-1': 'pe', 'pe-2': { role: 'pe', dialect: 'bird' } }, links: [['pe-1', 'pe-2']] },
    },
    defaults: { metallb: { mode: 'frr' }, pods: 'fd00:5::/48', serviceRange: 'fd00:6::/112' },
    sites: Object.fromEntries(
      [1, 2].map((number) => [
        `mec-${number}`,
        {
          as: 64700 + number,
          uplinks: [{ to: `isp/pe-${number}`, addresses: { border: `fd00:7:${number}::1/126`, pe: `fd00:7:${number}::2/126` } }],
        },
      ]),
    ),
    services: { six: { vip: '2001:db8:a::1', selector: { app: 'six' } } },
  });
}

describe('the sessions of a fleet', () => {
  test('are one a host and border, one an uplink, a full mesh, and one between the networks at the exchange', () => {
    const { sessions } = Fleet.from(testbed());
    expect(ofKind(sessions, 'host')).toHaveLength(10);
    expect(ofKind(sessions, 'uplink')).toHaveLength(5);
    expect(ofKind(sessions, 'ibgp')).toHaveLength(10 + 3);
    expect(ofKind(sessions, 'exchange').map((session) => session.ends.map((end) => end.router))).toEqual([
      ['isp-x/x-1', 'isp-y/y-1'],
    ]);
  });

  test('are none between two members of one network at an exchange, who speak iBGP', () => {
    const description = testbed();
    description.exchanges!['ixp']!.members = ['isp-x/x-1', 'isp-x/pe-1', 'isp-y/y-1'];
    expect(ofKind(Fleet.from(description).sessions, 'exchange').map(({ ends }) => ends.map((end) => end.router))).toEqual([
      ['isp-x/x-1', 'isp-y/y-1'],
      ['isp-x/pe-1', 'isp-y/y-1'],
    ]);
  });

  test('join the borders of a site pairwise over its host network, in both families whatever MetalLB speaks', () => {
    const description = testbed();
    description.plan!.hosts = ['10.1.0.0/16', 'fd00:2::/48'];
    description.sites['mec-1']!.borders = 3;
    const { sessions } = Fleet.from(description);
    expect(ofKind(sessions, 'border').map(({ ends, family }) => [family, ...ends.map((end) => end.address)])).toEqual([
      [4, '10.1.1.1', '10.1.1.2'],
      [6, 'fd00:2:0:1::1', 'fd00:2:0:1::2'],
      [4, '10.1.1.1', '10.1.1.3'],
      [6, 'fd00:2:0:1::1', 'fd00:2:0:1::3'],
      [4, '10.1.1.2', '10.1.1.3'],
      [6, 'fd00:2:0:1::2', 'fd00:2:0:1::3'],
    ]);
    expect(new Set(ofKind(sessions, 'border').flatMap(({ ends }) => ends.map((end) => end.as)))).toEqual(new Set([65533]));
  });

  test('have the local AS of MetalLB at the hosts in frr mode, which takes the place of theirs', () => {
    const description = testbed();
    description.sites['mec-1']!.metallb = { mode: 'frr', localAS: 64999 };
    const systems = (site: string) =>
      new Set(
        ofKind(Fleet.from(description).sessions, 'host')
          .flatMap(({ ends }) => ends)
          .filter((end) => end.router.startsWith(`${site}/host`))
          .map((end) => end.as),
      );
    expect([systems('mec-1'), systems('mec-2')]).toEqual([new Set([64999]), new Set([64512])]);
  });

  test('include the P routers where the backbone is plain IP, which must know the VIPs', () => {
    const description = testbed();
    description.networks['isp-x']!.transport = 'plain';
    expect(ofKind(Fleet.from(description).sessions, 'ibgp')).toHaveLength(55 + 3);
  });

  test.each([
    ['fd00:1::/48', [6]],
    ['10.0.0.0/20', [4, 6]],
    [
      ['10.0.0.0/20', 'fd00:1::/48'],
      [4, 6],
    ],
  ])('between loopbacks of both families are of those that links of %s carry, in every view', (links, families) => {
    // Loopbacks may have IPv4 for the router ids alone; OSPF for IPv6 runs over link-local addresses.
    const fleet = twoRouters(links);
    expect(ofKind(fleet.sessions, 'ibgp').map(({ family }) => family)).toEqual(families);
    expect(ofKind(fleet.predict().sessions(), 'ibgp').map(({ family }) => family)).toEqual(families);
    const neighbors = routersOf(fleet)
      .filter(({ owner }) => owner === 'isp')
      .map(({ bgp }) => bgp!.neighbors);
    for (const own of neighbors) expect(own.filter(({ kind }) => kind === 'ibgp').map(({ family }) => family)).toEqual(families);
  });

  test.each<[string, (4 | 6)[][][], (4 | 6)[]]>([
    ['no link at all', [], [4, 6]],
    ['a link with IPv4 at both ends', [[[4], [4, 6]]], [4, 6]],
    ['a link with IPv4 at one end', [[[4], [6]]], [6]],
    [
      'one link of several with IPv4',
      [
        [[6], [6]],
        [[4], [4]],
      ],
      [4, 6],
    ],
  ])('between loopbacks are of IPv4 where a link carries it from end to end: %s', (_, links, families) => {
    const ends = links.map((link) => ({ ends: link.map((end) => ({ addresses: end.map((family) => ({ family })) })) }));
    expect(ibgpFamilies({ links: ends } as unknown as Network)).toEqual(families);
  });

  test('go through route reflectors only, where there are any', () => {
    const description = testbed();
    description.networks['isp-x']!.ibgp = { routeReflectors: ['x-1'] };
    expect(ofKind(Fleet.from(description).sessions, 'ibgp')).toHaveLength(4 + 3);
  });

  test('are one a family, but with native MetalLB, which speaks no IPv6, IPv4 alone to hosts', () => {
    const description = testbed();
    description.plan = {
      ...description.plan,
      links: ['10.0.0.0/16', 'fd00:1::/48'],
      hosts: ['10.1.0.0/16', 'fd00:2::/48'],
      loopbacks: ['10.255.0.0/20', 'fd00:3::/48'],
    };
    description.networks['isp-x']!.transport = 'plain';
    const families = (kind: Session['kind']) =>
      new Set(ofKind(Fleet.from(description).sessions, kind).map((session) => session.family));
    expect(families('host')).toEqual(new Set([4]));
    expect(families('uplink')).toEqual(new Set([4, 6]));
    description.defaults = { metallb: { mode: 'frr' } };
    expect(families('host')).toEqual(new Set([4, 6]));
  });
});
