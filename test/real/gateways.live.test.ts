import { setTimeout as pause } from 'node:timers/promises';
import { Fleet } from '../../lib/fleet';
import type { GatewayLoss } from '../../lib/fleet';
import type { BorderRouter } from '../../lib/fleet/model';
import { gatewaysExpectation } from '../../lab/src/expectations/gateways';
import { until } from '../../lab/src/network/until';
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
/**
 * A takeover lasts 3 advertisements and a bit (below 310 ms), and the death of a daemon is looked for four times in a check, and a check begins each second; but a busy
 * machine lets everybody wait. With advertisements each second, as usual, it would be above 3 s.
 */
const limitMs = { silent: 2_000, daemon: 2_500, planned: 1_000 };

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
  /** A client goes on to reach a host of its site in both families, but for this time, while something happens that ends in `loss`. */
  async function expectLoss(body: () => Promise<void>, loss: GatewayLoss, belowMs: number): Promise<void> {
    const losses = await lossDuring(client(), hostAddresses, async () => {
      await pause(1_000);
      await body();
      await gatewaysAre(loss, 60_000);
      await pause(2_000);
    });
    // Whole, so that a loss that lasts tells how long it was.
    expect(losses).toEqual(
      hostAddresses.map((address) => ({ ...losses.find((loss) => loss.address === address), recovered: true })),
    );
    for (const { outageMs } of losses) expect(outageMs).toBeLessThan(belowMs);
  }

  /** A border loses power. @returns what gives it back */
  async function powerOff(border: BorderRouter): Promise<() => Promise<void>> {
    const router = running.router(border.fullName);
    const cut = running.network.prepareCut(running.network.portsOf(border.fullName), 'silent');
    await cut.apply();
    await router.node.powerOff();
    return async () => {
      await router.boot();
      await cut.undo();
    };
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

  test('move to the second when the first loses power, and back when it has had BGP for some seconds', async () => {
    let restore = () => Promise.resolve();
    await expectLoss(async () => void (restore = await powerOff(first)), { isOff: (border) => border === first }, limitMs.silent);
    await expectLoss(() => restore(), { isMute: (border) => border === first }, limitMs.planned);
    await gatewaysAre({}, 60_000);
  });

  test.each([
    ['the hosts', site, first.lanInterface],
    ['a client network', ran, ran.interface],
  ] as const)('move to the second when the first loses its link to %s, and back', async (_, network, name) => {
    const cut = running.network.prepareCut([{ node: first.fullName, name }], 'carrier');
    try {
      const isCut: GatewayLoss['isCut'] = (border, where) => border === first && where === network;
      await expectLoss(() => cut.apply(), { isCut }, limitMs.silent);
    } finally {
      await cut.undo();
    }
    await expectLoss(() => Promise.resolve(), {}, limitMs.planned);
  });

  test('stay in every other network when no border has a client network any more', async () => {
    const ports = [first, second].map((border) => ({ node: border.fullName, name: ran.interface }));
    const cut = running.network.prepareCut(ports, 'carrier');
    await cut.apply();
    try {
      await gatewaysAre({ isCut: (_, network) => network === ran });
    } finally {
      await cut.undo();
    }
  });

  test('do not move when the second goes and comes', async () => {
    let restore = () => Promise.resolve();
    await expectLoss(
      async () => void (restore = await powerOff(second)),
      { isOff: (border) => border === second },
      limitMs.planned,
    );
    await expectLoss(() => restore(), {}, limitMs.planned);
  });

  test('move to the second when the routing daemon of the first ends', async () => {
    const router = running.router(first.fullName);
    await expectLoss(() => router.killDaemon('bgpd'), { isMute: (border) => border === first }, limitMs.daemon);
  });
});
