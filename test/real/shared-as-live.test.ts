import { Fleet } from '../../lib/fleet';
import { stateDifferences, tableDifferences } from './network/checks';
import { generate } from './network/generated';
import { describeReal } from './network/requirements';
import { RunningFleet } from './network/running-fleet';
import { until } from '../../lab/src/network/until';

jest.setTimeout(60_000);

const password = 'correct-horse';
const vips = ['203.0.113.1/32', '2001:db8:f::1/128'];

/** Two sites of one AS in both families: each PE replaces it by its own towards its site, FRR as FRR does, BIRD by a filter. */
const fleet = Fleet.from({
  name: 'shared-as',
  pools: { apps: ['203.0.113.0/24', '2001:db8:f::/64'] },
  plan: {
    links: ['10.0.0.0/20', '2001:db8:1::/48'],
    loopbacks: ['10.0.16.0/24', '2001:db8:2::/48'],
    hosts: ['10.1.0.0/16', '2001:db8:3::/48'],
  },
  networks: { isp: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': { role: 'pe', dialect: 'bird' } }, links: [['pe-1', 'pe-2']] } },
  defaults: { hosts: 1, metallb: { mode: 'frr' }, hostPassword: { env: 'HOSTS' } },
  sites: {
    'mec-1': { as: 64701, uplinks: [{ to: 'isp/pe-1', asOverride: true }] },
    'mec-2': { as: 64701, uplinks: [{ to: 'isp/pe-2', asOverride: true }] },
  },
  services: { hello: { vip: ['203.0.113.1', '2001:db8:f::1'], workload: { image: 'registry.example/hello:1.0' } } },
});

describeReal(
  'two sites of one AS behind PEs with as-override, in IPv4 and IPv6',
  ['frr', 'bird', 'nftables', 'namespaces'],
  () => {
    const running = new RunningFleet(fleet);

    beforeAll(() =>
      running.start(
        generate(fleet, () => password),
        () => ({ prefixes: vips, password }),
      ),
    );
    afterAll(() => running.close());

    test('know each other, by paths in which the AS of the network stands in for theirs', async () => {
      await until('all sessions', 30_000, () =>
        stateDifferences(fleet.sessions, running, (router) => router.sessions(), 'Established'),
      );
      await until('every table is as predicted', 20_000, () => tableDifferences(fleet, running));
      await until('BFD', 20_000, () =>
        stateDifferences(
          fleet.sessions.filter((session) => session.bfd),
          running,
          (router) => router.bfd(),
          'up',
        ),
      );
      const paths = (await running.router('mec-1/border-1').routes(4)).map((route) => route.asPath.join(' '));
      expect(paths).toContain('64600 64600');
    });
  },
);
