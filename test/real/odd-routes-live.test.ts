import type { Family } from '../../lib/fleet/addresses/address';
import type { BirdRouter } from '../../lab/src/routers/bird';
import { differenceOf, until } from '../../lab/src/network/until';
import { generate } from './network/generated';
import { odd, oddFleet, targets } from './network/odd-fleet';
import { oddSpeaker } from './network/odd-speaker';
import type { OddRoute } from './network/odd-speaker';
import { describeReal } from './network/requirements';
import { RunningFleet } from './network/running-fleet';

jest.setTimeout(180_000);

const fleet = oddFleet();

/** A path of so many AS that begins with the neighbor's. */
const pathOf = (hops: number) => [64620, ...Array.from({ length: hops - 1 }, (_, index) => 65000 + index)];
const count = (many: number, text: (index: number) => string) => Array.from({ length: many }, (_, index) => text(index));
const marks = {
  standard: (many: number) => ({ standard: count(many, (index) => `(65000, ${index})`) }),
  extended: (many: number) => ({ extended: count(many, (index) => `(rt, 65000, ${index})`) }),
  large: (many: number) => ({ large: count(many, (index) => `(65000, 0, ${index})`) }),
};

interface Case {
  readonly what: string;
  readonly takenAt: readonly (keyof typeof targets)[];
  /** Instead of a network of its own. */
  readonly prefixes?: Readonly<Record<Family, string>>;
  readonly asPath?: readonly number[];
  readonly communities?: OddRoute['communities'];
}

const everywhere = ['exchange', 'uplink'] as const;
const cases: readonly Case[] = [
  { what: 'a network of the neighbor', takenAt: everywhere },
  { what: 'a path that begins with another AS', takenAt: [], asPath: [64999, 64620] },
  { what: 'a path that begins with an AS of which that of the neighbor is the beginning', takenAt: [], asPath: [646_201, 65001] },
  { what: 'a path of one more AS than is taken', takenAt: [], asPath: pathOf(51) },
  { what: 'a path of 200 AS', takenAt: [], asPath: pathOf(200) },
  { what: 'the longest path that is taken', takenAt: everywhere, asPath: pathOf(50) },
  ...(['standard', 'extended', 'large'] as const).flatMap((kind): Case[] => [
    { what: `as many ${kind} communities as are taken`, takenAt: everywhere, communities: marks[kind](100) },
    { what: `one ${kind} community more`, takenAt: [], communities: marks[kind](101) },
  ]),
  { what: '400 communities', takenAt: [], communities: marks.standard(400) },
  { what: 'NO_ADVERTISE', takenAt: everywhere, communities: { standard: ['(65535, 65282)'] } },
  { what: 'NO_EXPORT', takenAt: everywhere, communities: { standard: ['(65535, 65281)'] } },
  { what: 'BLACKHOLE', takenAt: everywhere, communities: { standard: ['(65535, 666)'] } },
  { what: 'a default route', takenAt: ['uplink'], prefixes: { 4: '0.0.0.0/0', 6: '::/0' } },
  { what: 'a network around a pool', takenAt: ['uplink'], prefixes: { 4: '203.0.113.0/24', 6: '2001:db8::/32' } },
  { what: 'a pool itself', takenAt: ['uplink'], prefixes: { 4: '203.0.113.0/25', 6: '2001:db8:f::/56' } },
  { what: 'a part of a pool', takenAt: ['uplink'], prefixes: { 4: '203.0.113.64/26', 6: '2001:db8:f::/64' } },
  { what: 'a VIP', takenAt: everywhere, prefixes: { 4: '203.0.113.9/32', 6: '2001:db8:f::9/128' } },
  { what: 'an address that is no VIP', takenAt: [], prefixes: { 4: '198.51.100.1/32', 6: '2001:db8:77::1/128' } },
];

const routesOf = cases.map(({ what, takenAt, prefixes, asPath = [64620], communities }, index) => {
  const own = prefixes ?? { 4: `198.18.${index}.0/24`, 6: `2001:db8:a${index.toString(16)}::/48` };
  return {
    what,
    takenAt,
    prefixes: own,
    routes: ([4, 6] as const).map((family) => ({ prefix: own[family], asPath, ...(communities && { communities }) })),
  };
});

describeReal(
  'what a PE that was taken over sends, at an exchange and over uplinks',
  ['frr', 'bird', 'nftables', 'namespaces'],
  () => {
    const running = new RunningFleet(fleet);
    const speaker = () => running.router(odd) as BirdRouter;
    const sent = routesOf.flatMap(({ routes }) => routes);

    beforeAll(async () => {
      await running.start(
        generate(fleet, () => 'none'),
        () => ({ prefixes: [] }),
      );
      await speaker().configure(oddSpeaker(fleet, odd, sent));
    });
    afterAll(() => running.close());

    /** What of it a router has, by what is odd about it. */
    const takenBy = async (router: string, family: Family) => {
      const known = new Map(routesOf.map(({ what, prefixes }) => [prefixes[family], what]));
      const routes = await running.router(router).routes(family);
      return routes.flatMap(({ prefix, asPath }) => (asPath.length ? (known.get(prefix) ?? []) : []));
    };

    test.each(
      (['exchange', 'uplink'] as const).flatMap((place) =>
        targets[place].flatMap((router) => ([4, 6] as const).map((family) => [place, router, family] as const)),
      ),
    )('over the %s, %s takes of IPv%d exactly what is not odd', async (place, router, family) => {
      const expected = cases.filter(({ takenAt }) => takenAt.includes(place)).map(({ what }) => what);
      await until('its table', 40_000, async () => differenceOf(router, expected, await takenBy(router, family)));
    });

    test.each([...targets.exchange, ...targets.uplink])('%s takes all communities off', async (router) => {
      for (const { prefixes } of routesOf.filter(({ what }) => /^NO_|BLACKHOLE|communities as are taken/.test(what)))
        for (const family of [4, 6] as const) {
          const { dialect } = running.router(router);
          const said = await running
            .router(router)
            .command(
              dialect === 'bird' ? `show route for ${prefixes[family]} all` : `show bgp ipv${family} unicast ${prefixes[family]}`,
            );
          expect(said).toContain(prefixes[family]);
          expect(said).not.toMatch(/no-advertise|no-export|blackhole|65535|65000[,:]/i);
        }
    });

    /** The routers that have a session with it for IPv4. */
    const established = async () => {
      const addresses = fleet.sessions
        .filter(({ family, kind }) => family === 4 && kind !== 'host')
        .flatMap(({ ends }) => (ends.some((end) => end.router === odd) ? ends : []))
        .filter((end) => end.router === odd)
        .map((end) => end.address);
      const states = [...targets.exchange, ...targets.uplink].map(async (router) => {
        const sessions = await running.router(router).sessions();
        return addresses.some((address) => sessions.get(address) === 'Established') ? [router] : [];
      });
      return (await Promise.all(states)).flat();
    };
    const flood = (many: number): OddRoute[] =>
      Array.from({ length: many }, (_, index) => ({
        prefix: `100.${64 + (index >> 14)}.${(index >> 6) & 255}.${(index & 63) << 2}/30`,
        asPath: [64620],
      }));

    test('closes no session with as many prefixes as there is room for, and all with more', async () => {
      const all = [...targets.exchange, ...targets.uplink];
      await speaker().configure(oddSpeaker(fleet, odd, flood(9_900)));
      await until('the flood is there', 60_000, async () => {
        const tables = all.map(async (router) => {
          const routes = (await running.router(router).routes(4)).filter(({ prefix }) => prefix.startsWith('100.'));
          return routes.length === 9_900 ? [] : [`${router} has ${routes.length}`];
        });
        return (await Promise.all(tables)).flat();
      });
      expect(await established()).toEqual(all);
      await speaker().configure(oddSpeaker(fleet, odd, flood(10_500)));
      await until('every session is closed', 60_000, established);
    });
  },
);
