import { setTimeout as pause } from 'node:timers/promises';
import { Fleet } from '../../lib/fleet';
import type { GatewayLoss } from '../../lib/fleet';
import type { BorderRouter } from '../../lib/fleet/model';
import { gatewaysExpectation } from '../../lab/src/expectations/gateways';
import { until } from '../../lab/src/expectations/until';
import { clientName } from '../../lab/src/network/topology';
import { stateDifferences } from './network/checks';
import { generate } from './network/generated';
import { lossDuring, startAnswering } from './network/request-loss';
import { describeReal } from './network/requirements';
import { RunningFleet } from './network/running-fleet';

jest.setTimeout(180_000);

/** A site with two borders, one of each daemon, in both families; and one to fail over to. */
const fleet = Fleet.from({
  name: 'gateways',
  pools: { apps: ['203.0.113.0/24', '2001:db8:f::/64'] },
  plan: {
    links: ['10.0.0.0/20', '2001:db8:1::/48'],
    loopbacks: ['10.0.16.0/24', '2001:db8:2::/48'],
    hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
    clients: ['10.2.0.0/16', '2001:db8:4::/48'],
  },
  networks: { isp: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] } },
  defaults: { metallb: { mode: 'frr' } },
  sites: {
    'mec-1': {
      as: 64701,
      borders: { first: { dialect: 'frr' }, second: { dialect: 'bird' } },
      uplinks: ['isp/pe-1', 'isp/pe-2'],
      clients: ['ran', 'office'],
    },
    'mec-2': { as: 64702, uplinks: ['isp/pe-2'], hosts: 1 },
  },
  services: { hello: { vip: ['203.0.113.1', '2001:db8:f::1'], workload: { image: 'registry.example/hello:1.0' } } },
});
const site = fleet.site('mec-1');
const [first, second] = site.borders as [BorderRouter, BorderRouter];
const host = site.hosts[0]!;
const hostAddresses = host.addresses.map(({ address }) => address);
const [ran] = site.clients as [(typeof site.clients)[number]];
/** A takeover lasts 3 advertisements and a bit (below 310 ms); a daemon's death is looked for five times a second. */
const limitMs = { silent: 700, daemon: 1_500, planned: 200 };

describeReal('the virtual gateways of a site with two borders', ['frr', 'bird', 'nftables', 'keepalived', 'namespaces'], () => {
  const running = new RunningFleet(fleet);
  const gatewaysAre = (loss: GatewayLoss = {}, withinMs = 20_000) =>
    until('each gateway is where it is predicted', withinMs, () =>
      gatewaysExpectation(fleet, running.routersByName(), loss)
        .check()
        .then((differences) => [...differences]),
    );

  beforeAll(async () => {
    await running.start(
      generate(fleet, () => 'unused'),
      () => ({ prefixes: ['203.0.113.1/32', '2001:db8:f::1/128'] }),
    );
    await until('all sessions', 60_000, () =>
      stateDifferences(fleet.sessions, running, (router) => router.sessions(), 'Established'),
    );
    startAnswering(running.network.find(host.fullName), hostAddresses);
  }, 120_000);
  afterAll(() => running.close());
  beforeEach(() => gatewaysAre({}, 60_000));

  const client = () => running.network.find(clientName(ran));
  /** A client goes on to reach a host of its site in both families, but for this time, while something happens. */
  async function expectLoss(body: () => Promise<void>, belowMs: number): Promise<void> {
    const losses = await lossDuring(client(), hostAddresses, async () => {
      await pause(1_000);
      await body();
      await pause(2_000);
    });
    expect(losses.map(({ recovered }) => recovered)).toEqual([true, true]);
    for (const { outageMs } of losses) expect(outageMs).toBeLessThan(belowMs);
  }

  test('are at the first border, the one that is preferred', async () => {
    const [here, there] = await Promise.all(
      [first, second].map((border) => running.router(border.fullName).node.must('ip', ['-br', 'address'])),
    );
    for (const { address } of [...site.gateway, ...ran.gateway]) {
      expect(here).toContain(` ${address}/`);
      expect(there).not.toContain(` ${address}/`);
    }
  });

  test('move to the second when the first loses power, and back when it is there again', async () => {
    const router = running.router(first.fullName);
    const cut = running.network.prepareCut(running.network.portsOf(first.fullName), 'silent');
    await expectLoss(async () => {
      await cut.apply();
      await router.node.powerOff();
    }, limitMs.silent);
    await gatewaysAre({ isOff: (border) => border === first });
    await expectLoss(async () => {
      await router.boot();
      await cut.undo();
    }, limitMs.planned);
    // Not before it has had BGP for some seconds.
    await gatewaysAre({ isMute: (border) => border === first });
    await until('its sessions', 60_000, () => stateDifferences(fleet.sessions, running, (one) => one.sessions(), 'Established'));
    await gatewaysAre({}, 60_000);
  });

  test.each([
    ['the hosts', site, first.lanInterface],
    ['a client network', ran, ran.interface],
  ] as const)('move to the second when the first loses its link to %s, and back', async (_, network, name) => {
    const cut = running.network.prepareCut([{ node: first.fullName, name }], 'carrier');
    await expectLoss(() => cut.apply(), limitMs.silent);
    await gatewaysAre({ isCut: (border, where) => border === first && where === network });
    await expectLoss(() => cut.undo(), limitMs.planned);
  });

  test('stay in every other network when no border has a client network any more', async () => {
    const cut = running.network.prepareCut(
      [first, second].map((border) => ({ node: border.fullName, name: ran.interface })),
      'carrier',
    );
    await cut.apply();
    try {
      await gatewaysAre({ isCut: (_, network) => network === ran });
    } finally {
      await cut.undo();
    }
  });

  test('move to the second when the routing daemon of the first ends', async () => {
    const router = running.router(first.fullName);
    await expectLoss(() => router.killDaemon('bgpd'), limitMs.daemon);
    await gatewaysAre({ isMute: (border) => border === first });
    // It would start without its part of the integrated configuration.
    await router.node.powerOff();
    await router.boot();
  });

  test('do not move when the second goes and comes', async () => {
    const router = running.router(second.fullName);
    const cut = running.network.prepareCut(running.network.portsOf(second.fullName), 'silent');
    await expectLoss(async () => {
      await cut.apply();
      await router.node.powerOff();
    }, 60);
    await expectLoss(async () => {
      await router.boot();
      await cut.undo();
    }, limitMs.planned);
  });
});
