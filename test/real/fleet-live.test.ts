import { Fleet } from '../../lib/fleet';
import type { Site } from '../../lib/fleet/model';
import { stateDifferences, tableDifferences } from './network/checks';
import { generate } from './network/generated';
import { never, until } from '../../lab/src/network/until';
import type { Announcement } from '../../lab/src/hosts/speaker';
import { onlyUplink, routeLine, vipPrefixes } from './network/predicted';
import { describeReal } from './network/requirements';
import { RunningFleet } from './network/running-fleet';

jest.setTimeout(120_000);

/** Two sites behind two PEs, with both daemons in both roles. */
const fleet = Fleet.from({
  name: 'live',
  pools: { apps: '203.0.113.0/24' },
  plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
  networks: { isp: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': { role: 'pe', dialect: 'bird' } }, links: [['pe-1', 'pe-2']] } },
  defaults: { hostPassword: { env: 'HOSTS' } },
  sites: {
    'mec-1': { as: 64701, uplinks: [{ to: 'isp/pe-1', password: { env: 'UPLINK' } }], clients: ['ran'] },
    'mec-2': {
      as: 64702,
      border: { dialect: 'bird' },
      uplinks: [{ to: 'isp/pe-2', password: { env: 'UPLINK' } }],
      clients: ['ran'],
    },
  },
  services: { hello: { vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' } } },
});
const password = 'correct-horse';
const vip = '203.0.113.1/32';
const foreign = '198.51.100.1/32';
const serving: Announcement = { prefixes: [vip], password };
describeReal('a fleet of real daemons started from generated files alone', ['frr', 'bird', 'nftables', 'namespaces'], () => {
  const running = new RunningFleet(fleet);

  beforeAll(() =>
    running.start(
      generate(fleet, () => password),
      () => serving,
    ),
  );
  afterAll(() => running.close());

  const tables = () => tableDifferences(fleet, running);

  /** Everything as the fleet predicts: where each test begins. */
  async function allServe(): Promise<void> {
    for (const site of fleet.sites) await running.announce(site.name, serving);
    // An FRR border takes a host that announced too much back after a minute.
    await until('every table is as predicted', 90_000, tables);
  }

  test('every session that the fleet predicts is established', async () => {
    const sessions = () => stateDifferences(fleet.sessions, running, (router) => router.sessions(), 'Established');
    await until('all sessions', 30_000, sessions);
  });

  test('BFD is up wherever the fleet asks for it', async () => {
    const asked = fleet.sessions.filter((session) => session.bfd);
    expect(asked.map((session) => session.kind)).toEqual(expect.arrayContaining(['host', 'uplink']));
    await until('BFD', 20_000, () => stateDifferences(asked, running, (router) => router.bfd(), 'up'));
  });

  test('every router holds exactly the paths that the fleet predicts', async () => {
    await until('every table is as predicted', 20_000, tables);
  });

  describe.each(fleet.sites.map((site) => [`${site.name} (${site.borders[0]?.dialect})`, site] as const))(
    'at %s',
    (_, site: Site) => {
      const { border, pe, peAddresses, borderAddresses } = onlyUplink(site);
      const hosts = site.hosts.map((host) => host.addresses[0]?.address ?? '');
      const [first] = site.hosts;
      const elsewhere = fleet.sites.filter((other) => other !== site);

      beforeEach(allServe);

      /** Waits until the best path of the VIP at a router leads to one of these next hops. */
      async function bestLeadsTo(router: string, nextHops: readonly string[]): Promise<void> {
        await until(`the VIP at ${router} leads to ${nextHops.join(' or ')}`, 15_000, async () => {
          const best = (await running.router(router).routes(4)).find((route) => route.prefix === vip && route.best)?.nextHop;
          return best !== undefined && nextHops.includes(best) ? [] : [`it leads to ${best ?? 'nowhere'}`];
        });
      }

      /** The session of the site's first host at the border, where it should have none. */
      async function openSession(): Promise<string[]> {
        const state = (await running.router(border.fullName).sessions()).get(hosts[0] ?? '');
        return state === 'Established' ? [`with ${hosts[0]}: Established`] : [];
      }

      test('clients are served by the own hosts, and the PE knows the way to another site', async () => {
        await bestLeadsTo(border.fullName, hosts);
        await bestLeadsTo(
          pe.fullName,
          borderAddresses.map((entry) => entry.address),
        );
        const paths = (await running.router(pe.fullName).routes(4)).filter((route) => route.prefix === vip && !route.best);
        expect(paths.map((route) => route.asPath[0])).toEqual(elsewhere.map((other) => other.as));
      });

      test('a prefix that is no VIP of the site is not taken from a host', async () => {
        await running.announce(site.name, { prefixes: [foreign], password });
        await until('the VIP is withdrawn', 15_000, async () =>
          (await running.router(border.fullName).routes(4))
            .filter((route) => route.prefix === vip && hosts.includes(route.nextHop))
            .map((route) => `still there: ${routeLine(route)}`),
        );
        await running.announce(site.name, { prefixes: [foreign, vip], password });
        await until('the VIP alone is back', 15_000, tables);
      });

      test('a host that announces too many prefixes harms itself alone', async () => {
        const flood = Array.from({ length: site.hostMaxPrefix + 5 }, (_unused, index) => `198.51.100.${index}/32`);
        if (!first) throw new Error(`${site.name} has no host`);
        const routes = () => running.router(border.fullName).routes(4);
        await running.host(first.fullName).announce({ prefixes: flood, password });
        await until('the VIP of the host is withdrawn', 15_000, async () =>
          (await routes())
            .filter((route) => route.prefix === vip && route.nextHop === hosts[0])
            .map((route) => `still there: ${routeLine(route)}`),
        );
        await running.host(first.fullName).announce({ prefixes: [...flood, vip], password });
        // BIRD counts what its filter refuses, and closes the session; FRR drops it prefix by prefix.
        if (border.dialect === 'bird') await until('the session is closed', 15_000, openSession);
        else await until('the VIP alone is back', 15_000, tables);
        expect((await routes()).filter(({ prefix, best }) => best && flood.includes(prefix))).toEqual([]);
      });

      test('a host with the wrong password never has a session', async () => {
        if (!first) throw new Error(`${site.name} has no host`);
        await running.host(first.fullName).announce({ ...serving, password: 'wrong-horse' });
        await until('the session is closed', 15_000, openSession);
        await never('a session', 4_000, openSession);
      });

      test('a drained VIP is still announced, but upstream and border prefer another site', async () => {
        await running.announce(site.name, { ...serving, community: '65535:0' });
        await bestLeadsTo(
          border.fullName,
          peAddresses.map((entry) => entry.address),
        );
        await bestLeadsTo(
          pe.fullName,
          elsewhere.flatMap((other) => onlyUplink(other).pe.loopbacks).map((entry) => entry.address),
        );
        // Its hosts still announce: the border holds their paths as the last resort.
        const own = (await running.router(border.fullName).routes(4)).filter((route) => hosts.includes(route.nextHop));
        expect(own.map((route) => route.localPreference)).toEqual(hosts.map(() => 0));
      });

      test('a withdrawn VIP leads to another site, and back when it is announced again', async () => {
        await running.announce(site.name, { prefixes: [], password });
        await bestLeadsTo(
          border.fullName,
          peAddresses.map((entry) => entry.address),
        );
        await running.announce(site.name, serving);
        await bestLeadsTo(border.fullName, hosts);
      });
    },
  );
});

test('the fleet of this test announces its VIP from both sites', () => {
  expect(fleet.sites.flatMap((site) => vipPrefixes(site, 4))).toEqual([vip, vip]);
});
