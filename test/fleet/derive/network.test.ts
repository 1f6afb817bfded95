import { deriveModel } from '../../../lib/fleet/derive/model';
import type { FleetDescription } from '../../../lib/fleet';
import type { InterfaceAddress } from '../../../lib/fleet/model';
import { testbed } from '../testbed';

type NetworkDescription = FleetDescription['networks'][string];

const texts = (list: readonly InterfaceAddress[]) => list.map(({ address, prefix }) => `${address} of ${prefix.toString()}`);

/** A network beside those of the testbed, with names in place of what its parts lead to. */
function derived(given: Partial<NetworkDescription>) {
  const description = testbed();
  description.networks['net'] = { as: 64700, routers: { a: 'pe', b: 'p' }, links: [['a', 'b']], ...given };
  const { networks, unresolved } = deriveModel(description);
  const { routers, links, ...outline } = networks.find(({ name }) => name === 'net')!;
  return {
    outline,
    unresolved,
    routers: routers.map(({ network, loopbacks, ...rest }) => ({ ...rest, network: network.name, loopbacks: texts(loopbacks) })),
    links: links.map(({ ends, ...rest }) => ({
      ...rest,
      ends: ends.map((end) => [end.router.name, end.interface, ...texts(end.addresses)]),
    })),
  };
}

describe('a network', () => {
  test('has a default for all that is not given', () => {
    const { outline, routers, links, unresolved } = derived({});
    expect(outline).toEqual({
      name: 'net',
      path: 'networks.net',
      as: 64700,
      preset: 'fast',
      mraiMs: 0,
      transport: 'plain',
      ospfArea: 0,
      routeReflectors: [],
      fourByteAs: true,
      timers: { holdMs: 9000, keepaliveMs: 3000 },
      linkDelayMs: 0,
      bfd: { intervalMs: 50, multiplier: 3 },
    });
    const router = { network: 'net', dialect: 'frr', speaksBgp: true };
    expect(routers).toEqual([
      {
        ...router,
        name: 'a',
        fullName: 'net/a',
        path: 'networks.net.routers.a',
        role: 'pe',
        routerId: '10.255.10.1',
        loopbacks: ['10.255.10.1 of 10.255.10.1/32'],
      },
      {
        ...router,
        name: 'b',
        fullName: 'net/b',
        path: 'networks.net.routers.b',
        role: 'p',
        routerId: '10.255.10.2',
        loopbacks: ['10.255.10.2 of 10.255.10.2/32'],
      },
    ]);
    expect(links).toEqual([
      {
        path: 'networks.net.links[0]',
        ends: [
          ['a', 'to-b', '10.0.160.0 of 10.0.160.0/31'],
          ['b', 'to-a', '10.0.160.1 of 10.0.160.0/31'],
        ],
        delayMs: 0,
        cost: 10,
      },
    ]);
    expect(unresolved).toEqual([]);
  });

  test('needs a loopback for each router: of the plan, or of its own', () => {
    const problems = (plan: 'with' | 'without', routers: NetworkDescription['routers']) => {
      const description = testbed();
      if (plan === 'without') delete description.plan!.loopbacks;
      description.networks = { net: { as: 64700, routers } };
      description.sites = {};
      delete description.exchanges;
      return deriveModel(description).unresolved.map(({ rule, path }) => `${rule} ${path}`);
    };
    const own = { role: 'pe', loopback: '192.0.2.1' } as const;
    expect(problems('with', { a: 'pe', b: own })).toEqual([]);
    expect(problems('without', { a: own })).toEqual([]);
    expect(problems('without', { a: 'pe', b: own })).toEqual(['no-address networks.net.routers.a.loopback']);
  });

  test('has what is given', () => {
    const { outline, routers, links, unresolved } = derived({
      preset: 'baseline',
      transport: 'mpls',
      ospfArea: 3,
      ibgp: { routeReflectors: ['a'] },
      fourByteAs: false,
      timers: { hold: '30s' },
      linkDelay: '6ms',
      bfd: { interval: '100ms' },
      password: { secret: 'p' },
      dialect: 'bird',
      routers: { a: { role: 'pe', dialect: 'frr', routerId: '1.2.3.4', loopback: '192.0.2.1' }, b: { role: 'p' } },
      links: [
        { ends: ['a', 'b'], prefix: ['198.51.100.0/30', '2001:db8::/127'], delay: '1ms', cost: 7, interfaces: ['eth1', 'eth2'] },
        { ends: ['b', 'a'], addresses: ['192.0.2.8/31', '192.0.2.9/31'] },
        ['a', 'b'],
      ],
    } as unknown as Partial<NetworkDescription>);
    expect(outline).toEqual({
      name: 'net',
      path: 'networks.net',
      as: 64700,
      preset: 'baseline',
      mraiMs: 5000,
      transport: 'mpls',
      ospfArea: 3,
      routeReflectors: ['a'],
      fourByteAs: false,
      timers: { holdMs: 30_000, keepaliveMs: 10_000 },
      linkDelayMs: 6,
      bfd: { intervalMs: 100, multiplier: 3 },
      password: { secret: 'p' },
    });
    expect(
      routers.map(({ dialect, routerId, loopbacks, speaksBgp }) => [dialect, routerId, loopbacks.join(), speaksBgp]),
    ).toEqual([
      ['frr', '1.2.3.4', '192.0.2.1 of 192.0.2.1/32', true],
      ['bird', '10.255.10.2', '10.255.10.2 of 10.255.10.2/32', false],
    ]);
    expect(links).toEqual([
      {
        path: 'networks.net.links[0]',
        ends: [
          ['a', 'eth1', '198.51.100.1 of 198.51.100.0/30', '2001:db8:: of 2001:db8::/127'],
          ['b', 'eth2', '198.51.100.2 of 198.51.100.0/30', '2001:db8::1 of 2001:db8::/127'],
        ],
        delayMs: 1,
        cost: 7,
      },
      {
        path: 'networks.net.links[1]',
        ends: [
          ['b', 'to-a_2', '192.0.2.8 of 192.0.2.8/31'],
          ['a', 'to-b_2', '192.0.2.9 of 192.0.2.8/31'],
        ],
        delayMs: 6,
        cost: 10,
      },
      {
        path: 'networks.net.links[2]',
        ends: [
          ['a', 'to-b_3', '10.0.160.4 of 10.0.160.4/31'],
          ['b', 'to-a_3', '10.0.160.5 of 10.0.160.4/31'],
        ],
        delayMs: 6,
        cost: 10,
      },
    ]);
    expect(unresolved).toEqual([]);
  });

  test('without BFD has none', () => {
    expect(derived({ bfd: false }).outline).not.toHaveProperty('bfd');
  });

  test('notes the ends of links that are no routers of it, and leaves those links out', () => {
    const { links, unresolved } = derived({
      links: [
        ['a', 'c'],
        ['a', 'b'],
      ],
    });
    expect(links.map(({ path }) => path)).toEqual(['networks.net.links[1]']);
    expect(unresolved).toEqual([
      {
        rule: 'unknown-reference',
        path: 'networks.net.links[0].ends[1]',
        value: 'c',
        message: "There is no router of net 'c'.",
        allowed: 'a, b',
        remedy: 'Name a router of net that exists, or describe it.',
      },
    ]);
  });
});

describe('an exchange', () => {
  const exchangeOf = (given: Partial<NonNullable<FleetDescription['exchanges']>[string]>) => {
    const description = testbed();
    description.exchanges = { ixp: { members: ['isp-x/x-1', 'isp-y/y-1'], ...given } };
    const { exchanges, unresolved } = deriveModel(description);
    const { members, prefixes, ...rest } = exchanges[0]!;
    const short = members.map(({ router, addresses, ...member }) => [router.fullName, ...texts(addresses), member]);
    return { exchange: { ...rest, prefixes: prefixes.map(String), members: short }, unresolved };
  };
  const member = (place: number, delayMs: number) => ({
    path: `exchanges.ixp.members[${place}]`,
    delayMs,
    interface: 'ix-ixp',
  });

  test('has a default for all that is not given', () => {
    expect(exchangeOf({})).toEqual({
      exchange: {
        name: 'ixp',
        path: 'exchanges.ixp',
        prefixes: ['10.254.0.0/27'],
        members: [
          ['isp-x/x-1', '10.254.0.1 of 10.254.0.0/27', member(0, 6)],
          ['isp-y/y-1', '10.254.0.2 of 10.254.0.0/27', member(1, 6)],
        ],
      },
      unresolved: [],
    });
  });

  test('has what is given, and notes members that are no routers', () => {
    const given = { prefix: '192.0.2.0/24', delay: '2ms', password: { secret: 'p' }, members: ['isp-x/x-9', 'isp-y/y-1'] };
    const { exchange, unresolved } = exchangeOf(given as unknown as Parameters<typeof exchangeOf>[0]);
    expect(exchange).toEqual({
      name: 'ixp',
      path: 'exchanges.ixp',
      prefixes: ['192.0.2.0/24'],
      password: { secret: 'p' },
      members: [['isp-y/y-1', '192.0.2.2 of 192.0.2.0/24', member(1, 2)]],
    });
    expect(unresolved.map(({ rule, path, value, message }) => [rule, path, value, message])).toEqual([
      ['unknown-reference', 'exchanges.ixp.members[0]', 'isp-x/x-9', "There is no router 'isp-x/x-9'."],
    ]);
    expect(unresolved[0]!.allowed).toMatch(/^isp-x\/pe-1, .*, isp-y\/y-1, \.\.\.$/);
  });
});
