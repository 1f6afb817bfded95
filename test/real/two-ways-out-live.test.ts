import { Fleet } from '../../lib/fleet';
import { canonical } from '../../lib/fleet/addresses/address';
import type { InterfaceAddress } from '../../lib/fleet/model';
import { stateDifferences } from './network/checks';
import { generate } from './network/generated';
import { routeLine } from './network/predicted';
import { describeReal } from './network/requirements';
import { RunningFleet } from './network/running-fleet';
import type { LabNode } from '../../lab/src/network/lab-node';
import { differenceOf, never, until } from '../../lab/src/network/until';
import type { Announcement } from '../../lab/src/hosts/speaker';

jest.setTimeout(120_000);

const password = 'correct-horse';
const vips = ['203.0.113.1/32', '2001:db8:f::1/128'];
const serving: Announcement = { prefixes: vips, password };

/**
 * Two providers that meet at an exchange; three sites with an uplink to each, in both dialects and families. At the first two sites one
 * border has both uplinks and another none.
 */
const fleet = Fleet.from({
  name: 'two-ways-out',
  pools: { apps: ['203.0.113.0/24', '2001:db8:f::/64'] },
  plan: {
    links: ['10.0.0.0/20', '2001:db8:1::/48'],
    loopbacks: ['10.0.16.0/24', '2001:db8:2::/48'],
    hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
    clients: ['10.2.0.0/16', '2001:db8:4::/48'],
    exchanges: ['10.3.0.0/24', '2001:db8:5::/48'],
  },
  networks: {
    a: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': { role: 'pe', dialect: 'bird' } }, links: [['pe-1', 'pe-2']] },
    b: { as: 64610, routers: { 'pe-1': { role: 'pe', dialect: 'bird' }, 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] },
  },
  exchanges: { ixp: { members: ['a/pe-1', 'b/pe-1'] } },
  defaults: { metallb: { mode: 'frr' }, hostPassword: { env: 'HOSTS' } },
  sites: {
    one: {
      number: 1,
      as: 64701,
      hosts: 1,
      borders: { 'border-1': { dialect: 'frr' }, 'border-2': { dialect: 'bird' } },
      uplinks: ['a/pe-1', 'b/pe-1'].map((to) => ({ to, border: 'border-1' })),
      clients: ['ran-1'],
    },
    two: {
      number: 2,
      as: 64702,
      hosts: 1,
      borders: { 'border-1': { dialect: 'bird' }, 'border-2': { dialect: 'frr' } },
      metallb: { localAS: 64999 },
      uplinks: ['a/pe-2', 'b/pe-2'].map((to) => ({ to, border: 'border-1' })),
      clients: ['ran-2'],
    },
    three: {
      number: 3,
      as: 4_200_000_003,
      hosts: [
        { name: 'host-1', as: 64512 },
        { name: 'host-2', as: 64513 },
      ],
      borders: { 'border-1': { dialect: 'frr' }, 'border-2': { dialect: 'bird' } },
      uplinks: ['a/pe-1', 'b/pe-2'],
      clients: ['ran-3'],
    },
  },
  services: { hello: { vip: vips.map((vip) => vip.replace(/\/.*/, '')), workload: { image: 'registry.example/hello:1.0' } } },
});

/** Every loss of a cable that a test makes is undone by the next one. */
const mended: (() => Promise<void>)[] = [];

describeReal('sites with two ways out', ['frr', 'bird', 'nftables', 'namespaces'], () => {
  const running = new RunningFleet(fleet);
  const { sites } = fleet;
  const allRouters = () => running.allRouters().map((router) => router.name);
  const pes = () => allRouters().filter((name) => /\/pe-/.test(name));

  beforeAll(async () => {
    await running.start(
      generate(fleet, () => password),
      () => serving,
    );
    await until('all sessions', 60_000, () =>
      stateDifferences(fleet.sessions, running, (router) => router.sessions(), 'Established'),
    );
    for (const name of allNodes()) await noteLinkLocals(name);
  });
  afterAll(() => running.close());
  afterEach(async () => {
    for (const undo of mended.splice(0)) await undo();
    for (const site of sites) await running.announce(site.name, serving);
    await until('every VIP is announced again', 60_000, () => hopsDiffer('two/border-1', hostsOf('two')));
  });

  const hostsOf = (site: string) => fleet.site(site).hosts.flatMap((host) => host.addresses);
  const peEndsOf = (site: string, index: number) => fleet.site(site).uplinks[index]!.peAddresses;

  /** FRR's kernel routes of IPv6 lead to link-local addresses: whose they are. */
  const linkLocals = new Map<string, string>();
  const allNodes = () => [...allRouters(), ...sites.flatMap((site) => site.hosts).map((host) => host.fullName)];
  async function noteLinkLocals(name: string): Promise<void> {
    const ports = JSON.parse(await running.network.find(name).must('ip', ['-6', '-json', 'address', 'show'])) as {
      addr_info: { local: string; scope: string; prefixlen: number }[];
    }[];
    for (const { addr_info: addresses } of ports) {
      // A virtual gateway has addresses of both kinds here, too; its global one is alone in its prefix.
      const global = addresses.find(({ scope, prefixlen }) => scope === 'global' && prefixlen < 128);
      if (!global) continue;
      for (const { local, scope } of addresses) if (scope === 'link') linkLocals.set(local, canonical(global.local));
    }
  }

  /** Where the kernel of a router sends each VIP, if it is not exactly to these addresses. */
  async function hopsDiffer(router: string, wanted: readonly InterfaceAddress[]): Promise<string[]> {
    const found = vips.map(async (vip) => {
      const family = vip.includes(':') ? 6 : 4;
      const expected = wanted.filter((entry) => entry.family === family).map((entry) => entry.address);
      const [route] = (await running.router(router).fib(vip)).filter(({ protocol }) => /bgp|bird/.test(protocol));
      const vias = (route?.hops ?? []).map(({ via = '', device }) => linkLocals.get(via) ?? (via || device));
      return differenceOf(`${router}: ${vip}`, expected, vias);
    });
    return (await Promise.all(found)).flat();
  }

  /** Cuts the cable of an interface until the end of the test. */
  async function cut(node: string, name: string): Promise<void> {
    const prepared = running.network.prepareCut([{ node, name }], 'carrier');
    mended.push(() => prepared.undo());
    await prepared.apply();
  }

  test('have every session that the fleet predicts, with the roles of both ends, and BFD', async () => {
    const asked = fleet.sessions.filter((session) => session.bfd);
    expect(new Set(asked.map((session) => session.kind))).toEqual(new Set(['host', 'border', 'uplink']));
    await until('BFD', 20_000, () => stateDifferences(asked, running, (router) => router.bfd(), 'up'));
  });

  test('share the flows of a VIP over the own hosts, whatever their AS, in both dialects', async () => {
    for (const border of ['three/border-1', 'three/border-2'])
      await until(`both hosts at ${border}`, 20_000, () => hopsDiffer(border, hostsOf('three')));
  });

  test.each(['one', 'two'])(
    'send all clients of %s by the uplink described first while its own hosts are withdrawn',
    async (name) => {
      await running.announce(name, { prefixes: [], password });
      await until('one way out', 20_000, () => hopsDiffer(`${name}/border-1`, peEndsOf(name, 0)));
    },
  );

  test('take the second uplink of the site, at the other border, when the first is cut', async () => {
    await running.announce('three', { prefixes: [], password });
    await until('one way out', 20_000, () => hopsDiffer('three/border-1', peEndsOf('three', 0)));
    await until('the same way out of the other', 20_000, () => hopsDiffer('three/border-2', lanOf('three', 'border-1')));
    await cut('three/border-1', 'uplink0');
    await until('the other way out', 20_000, () => hopsDiffer('three/border-2', peEndsOf('three', 1)));
    await until('the same way out of the first', 20_000, () => hopsDiffer('three/border-1', lanOf('three', 'border-2')));
  });

  const lanOf = (site: string, border: string) => fleet.site(site).borders.find((entry) => entry.name === border)!.lan;

  /** Paths to VIPs that a PE has from sites that are not their origin. */
  async function transit(): Promise<string[]> {
    const systems = new Map(sites.map((site) => [site.as, site.name]));
    const found = pes().map(async (name) => {
      const routes = [...(await running.router(name).routes(4)), ...(await running.router(name).routes(6))];
      return routes
        .filter(({ asPath }) => asPath.slice(0, -2).some((as) => systems.has(as)))
        .map((route) => `${name}: ${routeLine(route)}`);
    });
    return (await Promise.all(found)).flat();
  }

  test.each(['one', 'two', 'three'])(
    'never transit: %s does not tell a VIP of others on when its own is withdrawn',
    async (name) => {
      await running.announce(name, { prefixes: [], password });
      const [border] = fleet.site(name).borders;
      await until('the other sites answer', 20_000, () => hopsDiffer(border!.fullName, peEndsOf(name, 0)));
      expect(await transit()).toEqual([]);
      await cut('a/pe-1', 'ix-ixp');
      await never('transit', 2_000, transit);
    },
  );

  test('withdraw a network whose interface is down at one border, and go on announcing it at the other', async () => {
    const [, second] = fleet.site('three').borders;
    const networks = { hosts0: fleet.site('three').lan, clients0: fleet.site('three').clients[0]!.prefixes };
    for (const [port, prefixes] of Object.entries(networks)) {
      await cut(second!.fullName, port);
      const stale = async () => {
        const routes = [...(await running.router('b/pe-2').routes(4)), ...(await running.router('b/pe-2').routes(6))];
        return prefixes.flatMap((prefix) => {
          const ways = routes.filter((route) => route.prefix === prefix.toString());
          const paths = ways.map((route) => route.asPath.join(' '));
          return differenceOf(`${port} ${prefix.toString()} at b/pe-2`, ['64600 4200000003'], paths);
        });
      };
      await until('the network is announced by the other border alone', 20_000, stale);
      for (const undo of mended.splice(0)) await undo();
    }
  });

  test.each(['one', 'two'])(
    'announce a client network of %s that the border with the uplinks reaches over the other one',
    async (name) => {
      const site = fleet.site(name);
      const [client] = site.clients;
      const pe = site.uplinks[0]!.pe.fullName;
      const prefixes = client!.prefixes.map(String);
      await cut(`${name}/border-1`, client!.interface);
      const over = async () => {
        const families = await Promise.all(([4, 6] as const).map((family) => running.router(pe).routes(family)));
        const paths = families
          .flat()
          .filter((route) => prefixes.includes(route.prefix) && route.best)
          .map((route) => `${route.prefix} ${route.asPath.join(' ')}`);
        const hops = await Promise.all(prefixes.map((prefix) => running.router(`${name}/border-1`).fib(prefix)));
        const ways = hops.map((routes) =>
          routes.filter(({ protocol }) => /bgp|bird/.test(protocol)).flatMap((route) => route.hops),
        );
        const vias = ways.flat().map(({ via = '', device }) => linkLocals.get(via) ?? (via || device));
        return [
          ...differenceOf(
            pe,
            prefixes.map((prefix) => `${prefix} ${site.as}`),
            paths,
          ),
          ...differenceOf(
            `${name}/border-1`,
            lanOf(name, 'border-2').map((entry) => entry.address),
            vias,
          ),
        ];
      };
      await until('the client network is reached over the other border', 20_000, over);
    },
  );

  describe('keep their VIP while one host marks it with', () => {
    const large = Array.from({ length: 200 }, (_, index) => `64512:9:${index}`);
    test.each([
      ['NO_ADVERTISE', { community: '65535:65282' }],
      ['NO_EXPORT', { community: '65535:65281' }],
      ['BLACKHOLE', { community: '65535:666' }],
      ['200 large communities', { largeCommunities: large }],
    ])('%s, its router id being the lowest', async (_, marks) => {
      for (const name of ['three', 'one']) {
        const [first] = fleet.site(name).hosts;
        await running.host(first!.fullName).announce({ ...serving, ...marks, routerId: '0.0.0.9' });
      }
      // Its session is made anew with the other router id.
      await until('both hosts', 20_000, () => hopsDiffer('three/border-1', hostsOf('three')));
      await until('both hosts', 20_000, () => hopsDiffer('three/border-2', hostsOf('three')));
      await until('the PEs have it from the site', 20_000, async () => [
        ...(await lacksPath('a/pe-1', 'one')),
        ...(await lacksPath('b/pe-1', 'one')),
        ...(await lacksPath('a/pe-1', 'three')),
        ...(await lacksPath('b/pe-2', 'three')),
      ]);
      for (const vip of vips) {
        for (const router of ['a/pe-1', 'b/pe-1', 'a/pe-2', 'b/pe-2'])
          expect(await communitiesAt(router, vip)).not.toMatch(/no-advertise|no-export|blackhole|65535|64512[:,] ?9/i);
      }
    });

    /** The VIPs to which a PE has no path that begins at the site. */
    async function lacksPath(router: string, site: string): Promise<string[]> {
      const routes = [...(await running.router(router).routes(4)), ...(await running.router(router).routes(6))];
      const reached = routes.filter(({ asPath }) => asPath[0] === fleet.site(site).as).map(({ prefix }) => prefix);
      return vips.filter((vip) => !reached.includes(vip)).map((vip) => `${router}: no path to ${vip} from ${site}`);
    }

    async function communitiesAt(router: string, vip: string): Promise<string> {
      const { dialect } = running.router(router);
      const command =
        dialect === 'bird' ? `show route for ${vip} all` : `show bgp ipv${vip.includes(':') ? 6 : 4} unicast ${vip}`;
      return running.router(router).command(command);
    }
  });

  test.each(['one', 'three'])('never send a packet back to the hosts of %s when no site serves', async (name) => {
    for (const site of sites) await running.announce(site.name, { prefixes: [], password });
    await until('no path is left', 20_000, () => hopsDiffer(`${name}/border-1`, []));
    const hosts = fleet.site(name).hosts.map((host) => running.network.find(host.fullName));
    const client = running.network.find(`client/${name}/${fleet.site(name).clients[0]!.name}`);
    for (const host of hosts) await host.must('sysctl', ['-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1']);
    const toVip = ['ip daddr 203.0.113.1', 'ip6 daddr 2001:db8:f::1'];
    const errors = ['icmp type destination-unreachable', 'icmpv6 type destination-unreachable'];
    const countFromZero = async () => {
      for (const [nodes, matches] of [
        [hosts, toVip],
        [[client], errors],
      ] as const) {
        const rules = matches.map((match) => `${match} counter;`).join(' ');
        const table = `table inet count { chain in { type filter hook prerouting priority 0; ${rules} }; }`;
        const input = `add table inet count; delete table inet count; ${table}`;
        for (const node of nodes) await node.must('nft', ['-f', '/dev/stdin'], { input });
      }
    };
    const send = async (times: string) => {
      for (const vip of vips)
        await client.must('bash', ['-c', `for i in ${times}; do echo > /dev/udp/${vip.replace(/\/.*/, '')}/9; sleep 0.2; done`]);
    };
    const counted = async (node: LabNode) =>
      [...(await node.must('nft', ['list', 'table', 'inet', 'count'])).matchAll(/counter packets (\d+)/g)].map(([, count]) =>
        Number(count),
      );
    await countFromZero();
    // A router sets the last resort a moment after the last path is gone, and a packet in between is lost.
    await until('the last resort leads to hosts', 20_000, async () => {
      await send('1');
      const seen = await Promise.all(hosts.map(counted));
      return toVip.filter((_, family) => !seen.some((counts) => counts[family])).map((match) => `no host has seen ${match}`);
    });
    await countFromZero();
    await send('1 2 3 4 5');
    const packets = (await Promise.all(hosts.map(counted))).flat();
    const answers = await counted(client);
    for (const node of [...hosts, client]) await node.must('nft', ['delete', 'table', 'inet', 'count']);
    expect(answers.filter((count) => count < 1 || count > 5)).toEqual([]);
    expect(packets.reduce((sum, value) => sum + value, 0)).toBe(10);
  });
});
