import { Fleet } from '../../../lib/fleet';
import type { FleetDescription, FleetState } from '../../../lib/fleet';

type Site = FleetDescription['sites'][string];
type Uplinks = Site['uplinks'];

const network = (as: number): FleetDescription['networks'][string] => ({
  as,
  routers: { 'pe-1': 'pe', 'pe-2': 'pe' },
  links: [['pe-1', 'pe-2']],
});
const site = (number: number, uplinks: Uplinks, more: Partial<Site> = {}): Site => ({
  as: 64700 + number,
  number,
  uplinks,
  clients: ['ran'],
  ...more,
});

/** Three networks at two exchanges: red and green at one, green and blue at the other. */
function fleetOf(sites: FleetDescription['sites'], more: Partial<FleetDescription> = {}): Fleet {
  return Fleet.from({
    name: 'prediction',
    pools: { apps: '203.0.113.0/28' },
    plan: {
      links: '10.0.0.0/16',
      loopbacks: '10.255.0.0/18',
      hosts: '10.16.0.0/14',
      clients: '10.32.0.0/14',
      exchanges: '10.48.0.0/20',
    },
    networks: { red: network(64601), green: network(64602), blue: network(64603) },
    exchanges: { 'ix-1': { members: ['red/pe-1', 'green/pe-1'] }, 'ix-2': { members: ['green/pe-1', 'blue/pe-1'] } },
    sites,
    services: { hello: { vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' } } },
    ...more,
  });
}

const pathAt = (fleet: Fleet, router: string, state?: FleetState) =>
  fleet
    .predict(state)
    .bestPaths('hello')
    .find((path) => path.router === router);
const answerAt = (fleet: Fleet, at: string, state?: FleetState) =>
  fleet
    .predict(state)
    .answers('hello')
    .find((answer) => answer.at === at);

const serving = { sites: ['mec-2', 'mec-3'], vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' } };

describe('a site with several uplinks', () => {
  const sites = {
    'mec-1': site(1, ['red/pe-2', 'green/pe-2']),
    'mec-2': site(2, ['red/pe-1']),
    'mec-3': site(3, ['green/pe-1']),
  };

  test('takes of equally long paths the one over the uplink that is described first', () => {
    const there = pathAt(fleetOf(sites, { services: { hello: serving } }), 'mec-1/border-1');
    expect(there).toMatchObject({ site: 'mec-2', from: 'red/pe-2', asPath: [64601, 64702, 64512] });
    const turned = { ...sites, 'mec-1': site(1, ['green/pe-2', 'red/pe-2']) };
    expect(pathAt(fleetOf(turned, { services: { hello: serving } }), 'mec-1/border-1')?.site).toBe('mec-3');
  });

  test('leaves by the other when one is lost, and by the shorter path where they differ', () => {
    const fleet = fleetOf(sites, { services: { hello: serving } });
    expect(answerAt(fleet, 'mec-1', { down: ['mec-1/border-1:uplink0'] })?.sites).toEqual(['mec-3']);
    expect(answerAt(fleet, 'mec-1', { withdrawn: ['mec-2'] })?.sites).toEqual(['mec-3']);
  });

  test('never carries what one network sends to the other', () => {
    const fleet = fleetOf(sites, { services: { hello: serving } });
    const apart = { down: ['ix-1'], withdrawn: ['mec-3'] };
    expect(pathAt(fleet, 'green/pe-1', apart)).toBeUndefined();
    expect(answerAt(fleet, 'mec-3', apart)?.sites).toEqual(['mec-3']);
    expect(answerAt(fleet, 'mec-1', apart)?.sites).toEqual(['mec-2']);
  });

  test('nor does it while it is drained itself, and prefers what a network sends to its own', () => {
    const fleet = fleetOf(sites);
    const apart = { down: ['ix-1'], withdrawn: ['mec-3'], drained: ['mec-1'] };
    expect(answerAt(fleet, 'mec-1', apart)?.sites).toEqual(['mec-2']);
    expect(pathAt(fleet, 'green/pe-1', apart)).toBeUndefined();
  });
});

describe('between networks', () => {
  const sites = { 'mec-1': site(1, ['red/pe-2']), 'mec-2': site(2, ['green/pe-2']), 'mec-3': site(3, ['blue/pe-2']) };

  test('a network passes no route of one peer to another (RFC 9234)', () => {
    const fleet = fleetOf(sites);
    expect(pathAt(fleet, 'blue/pe-2', { withdrawn: ['mec-2', 'mec-3'] })).toBeUndefined();
    expect(pathAt(fleet, 'green/pe-2', { withdrawn: ['mec-2', 'mec-3'] })?.asPath).toEqual([64601, 64701, 64512]);
  });

  test('a lost exchange leaves each network to its own sites', () => {
    const fleet = fleetOf(sites);
    expect(pathAt(fleet, 'red/pe-2', { withdrawn: ['mec-1'] })?.site).toBe('mec-2');
    expect(pathAt(fleet, 'red/pe-2', { withdrawn: ['mec-1'], down: ['ix-1'] })).toBeUndefined();
  });
});

describe('a drained site', () => {
  const sites = { 'mec-1': site(1, ['red/pe-1']), 'mec-2': site(2, ['red/pe-2']) };

  test('is left by its own clients and by others, and still answers where there is no other', () => {
    const fleet = fleetOf(sites);
    expect(answerAt(fleet, 'mec-1', { drained: ['mec-1'] })?.sites).toEqual(['mec-2']);
    expect(answerAt(fleet, 'mec-1', { drained: ['mec-1', 'mec-2'] })?.sites).toEqual(['mec-1']);
    expect(answerAt(fleet, 'mec-1', { drained: ['mec-1/hello'], withdrawn: ['mec-2'] })?.sites).toEqual(['mec-1']);
  });

  test('is not left where the uplink does not honour GRACEFUL_SHUTDOWN', () => {
    const deaf = { 'mec-1': site(1, [{ to: 'red/pe-1', gshut: false }]), 'mec-2': site(2, ['red/pe-2']) };
    const third = site(3, ['red/pe-1']);
    const services = { hello: { ...serving, sites: ['mec-1', 'mec-2'] } };
    const at = (description: typeof sites) =>
      answerAt(fleetOf({ ...description, 'mec-3': third }, { services }), 'mec-3', { drained: ['mec-1'] })?.sites;
    expect(at(sites)).toEqual(['mec-2']);
    expect(at(deaf)).toEqual(['mec-1']);
  });

  test('keeps its own clients where one of its uplinks does not honour GRACEFUL_SHUTDOWN: else border and PE could each win', () => {
    const mixed = [{ to: 'red/pe-1', gshut: false }, 'red/pe-1'];
    const fleet = fleetOf({ ...sites, 'mec-1': site(1, mixed) });
    expect(answerAt(fleet, 'mec-1', { drained: ['mec-1'] })?.sites).toEqual(['mec-1']);
  });
});

describe('a site with two borders', () => {
  const sites = {
    'mec-1': site(
      1,
      [
        { to: 'red/pe-1', border: 'border-1' },
        { to: 'red/pe-2', border: 'border-2' },
      ],
      { borders: 2 },
    ),
    'mec-2': site(2, ['red/pe-2']),
  };
  const elsewhere = { hello: { ...serving, sites: ['mec-2'] } };
  const acknowledge = [{ rule: 'site-loss-leaves-no-path', at: 'services', reason: 'test' }];
  const away = () => fleetOf(sites, { services: elsewhere, acknowledge });

  test('has its gateway at the first border, and at the other one while that or its link is lost', () => {
    const gateway = (...down: string[]) => answerAt(away(), 'mec-1', { down })?.gateway;
    expect(gateway()).toBe('mec-1/border-1');
    expect(gateway('mec-1/border-1')).toBe('mec-1/border-2');
    expect(gateway('mec-1/border-1:clients0')).toBe('mec-1/border-2');
    expect(gateway('mec-1/border-1:hosts0')).toBe('mec-1/border-2');
    expect(gateway('mec-1/border-1:uplink0')).toBe('mec-1/border-1');
    expect(gateway('mec-1/border-1:hosts0', 'mec-1/border-2')).toBe('mec-1/border-1');
  });

  test('a border that lost its uplink sends by the other one', () => {
    const path = pathAt(away(), 'mec-1/border-1', { down: ['mec-1/border-1:uplink0'] });
    expect(path).toMatchObject({ from: 'mec-1/border-2', learned: 'ibgp', asPath: [64601, 64702, 64512] });
    expect(answerAt(away(), 'mec-1', { down: ['mec-1/border-1:uplink0'] })?.sites).toEqual(['mec-2']);
  });

  test('its only border with uplinks leads to the networks behind the other one', () => {
    const one = { ...sites, 'mec-1': site(1, [{ to: 'red/pe-1', border: 'border-2' }], { borders: 2 }) };
    const fleet = fleetOf(one, { services: elsewhere, acknowledge });
    expect(answerAt(fleet, 'mec-1', { down: ['mec-1/border-2:clients0'] })?.lost).toEqual([]);
    expect(answerAt(fleet, 'mec-1', { down: ['mec-1/border-2'] })?.sites).toEqual([]);
  });

  test('all borders lost, nobody answers its clients, and it is said why', () => {
    const answer = answerAt(away(), 'mec-1', { down: ['mec-1/border-1', 'mec-1/border-2'] });
    expect(answer?.lost).toEqual(['no border router of mec-1 has its link to ran']);
    expect(answer?.gateway).toBeUndefined();
  });
});

describe('hosts', () => {
  const sites = {
    'mec-1': site(1, ['red/pe-1'], {
      hosts: [
        { name: 'a', as: 64513 },
        { name: 'b', as: 64512 },
      ],
    }),
    'mec-2': site(2, ['red/pe-2']),
  };
  const forwarding = (fleet: Fleet, router: string, state?: FleetState) =>
    fleet
      .predict(state)
      .forwarding('hello')
      .find((entry) => entry.router === router);

  test('share the load whatever their AS, and the first by address names the path', () => {
    const fleet = fleetOf(sites);
    expect(forwarding(fleet, 'mec-1/border-1')?.nextHops.map(({ router }) => router)).toEqual(['mec-1/a', 'mec-1/b']);
    expect(pathAt(fleet, 'mec-1/border-1')?.asPath).toEqual([64513]);
    expect(pathAt(fleet, 'mec-1/border-1', { down: ['mec-1/a'] })?.asPath).toEqual([64512]);
  });

  test('without any path they are the last resort, as far as they run', () => {
    const withdrawn = ['mec-1', 'mec-2'];
    expect(forwarding(fleetOf(sites), 'mec-1/border-1', { withdrawn })).toMatchObject({ lastResort: true });
    expect(answerAt(fleetOf(sites), 'mec-1', { withdrawn, down: ['mec-1/a'] })).toMatchObject({
      sites: ['mec-1'],
      hosts: ['mec-1/b'],
      lost: ['mec-1/a is down'],
    });
  });
});

describe('families', () => {
  const both: Partial<FleetDescription> = {
    pools: { apps: ['203.0.113.0/28', '2001:db8:f::/64'] },
    plan: {
      links: ['10.0.0.0/16', '2001:db8:1::/48'],
      loopbacks: ['10.255.0.0/18', '2001:db8:2::/48'],
      hosts: ['10.16.0.0/14', '2001:db8:3::/48'],
      clients: ['10.32.0.0/14', '2001:db8:4::/48'],
      exchanges: ['10.48.0.0/20', '2001:db8:5::/48'],
    },
    services: { hello: { ...serving, vip: ['203.0.113.1', '2001:db8:f::1'] } },
  };
  const frr = { metallb: { mode: 'frr' as const } };
  const only4 = { border: '10.0.200.1/31', pe: '10.0.200.0/31' };
  const sites = {
    'mec-1': site(1, [{ to: 'red/pe-1', addresses: only4 }, 'green/pe-1'], frr),
    'mec-2': site(2, ['red/pe-2'], frr),
    'mec-3': site(3, ['green/pe-2'], frr),
  };

  test('each goes its own way where an uplink has one of them alone', () => {
    const fleet = fleetOf(sites, both);
    const answers = fleet
      .predict()
      .answers('hello')
      .filter(({ at }) => at === 'mec-1');
    expect(answers.map(({ family, sites: by }) => [family, by])).toEqual([
      [4, ['mec-2']],
      [6, ['mec-3']],
    ]);
    const orders = fleet.preferences('hello').filter(({ at }) => at === 'mec-1');
    expect(orders.map(({ family, order }) => [family, order[0]?.site])).toEqual([
      [4, 'mec-2'],
      [6, 'mec-3'],
    ]);
  });

  test('are one order of preference where they are alike', () => {
    const orders = fleetOf(sites, both)
      .preferences('hello')
      .filter(({ at }) => at === 'mec-2');
    expect(orders).toHaveLength(1);
    expect(orders[0]).not.toHaveProperty('family');
  });
});

describe('a state', () => {
  const fleet = fleetOf({ 'mec-1': site(1, ['red/pe-1']), 'mec-2': site(2, ['red/pe-2']) });

  test('ends the sessions of what is lost, and no others', () => {
    const lost = (...down: string[]) => {
      const left = new Set(
        fleet
          .predict({ down })
          .sessions()
          .map((session) => JSON.stringify(session.ends)),
      );
      return fleet.sessions
        .filter((session) => !left.has(JSON.stringify(session.ends)))
        .map(({ ends }) => ends.map((end) => end.router).join(' '));
    };
    expect(lost()).toEqual([]);
    expect(lost('mec-1/border-1:uplink0')).toEqual(['mec-1/border-1 red/pe-1']);
    expect(lost('mec-1/border-1--red/pe-1')).toEqual(['mec-1/border-1 red/pe-1']);
    expect(lost('mec-1/host-1')).toEqual(['mec-1/border-1 mec-1/host-1']);
    expect(lost('mec-1/border-1:hosts0')).toEqual(['mec-1/border-1 mec-1/host-1', 'mec-1/border-1 mec-1/host-2']);
    expect(lost('red/pe-1--red/pe-2')).toEqual(['red/pe-1 red/pe-2']);
    expect(lost('ix-1')).toEqual(['red/pe-1 green/pe-1']);
    expect(lost('mec-2')).toEqual(expect.arrayContaining(['mec-2/border-1 red/pe-2', 'mec-2/border-1 mec-2/host-1']));
  });

  test('refuses names of what the fleet does not have', () => {
    expect(() => fleet.predict({ down: ['mec-9/border-1'] })).toThrow(
      "no site, router, host, exchange or cable 'mec-9/border-1'",
    );
    expect(() => fleet.predict({ withdrawn: ['mec-9'] })).toThrow("no site 'mec-9'");
    expect(() => fleet.predict({ drained: ['mec-1/bye'] })).toThrow("no site 'mec-1' that serves 'bye'");
    expect(() => fleet.predict().answers('bye')).toThrow("no service 'bye'");
  });
});
