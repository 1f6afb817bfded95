import fc from 'fast-check';
import type { Network, NetworkRouter } from '../../../lib/fleet/model';
import { Igp } from '../../../lib/fleet/routing/igp';

const size = 6;
type Edge = readonly [a: number, b: number, cost: number];
const edges: fc.Arbitrary<Edge[]> = fc.array(
  fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.integer({ min: 1, max: 3 })).filter(([a, b]) => a !== b),
  { maxLength: 12 },
);

/** A network of some routers and links between them, each link with its own delay. */
function networkOf(list: readonly Edge[]): { network: Network; routers: NetworkRouter[] } {
  const routers = Array.from({ length: size }, (_, index) => ({ name: `r${index}` }) as NetworkRouter);
  const end = (at: number, index: number) => ({ router: routers[at], interface: `e${index}` });
  const links = list.map(([a, b, cost], index) => ({ ends: [end(a, index), end(b, index)], cost, delayMs: index + 1 }));
  return { network: { routers, links } as unknown as Network, routers };
}

/** Costs between all routers by another way than Dijkstra's: Floyd and Warshall. */
function costs(list: readonly Edge[]): number[][] {
  const all = Array.from({ length: size }, (_, a) => Array.from({ length: size }, (__, b) => (a === b ? 0 : Infinity)));
  const at = (a: number, b: number) => all[a]?.[b] ?? Infinity;
  const shorten = (a: number, b: number, cost: number) => void (all[a]![b] = Math.min(at(a, b), cost));
  for (const [a, b, cost] of list) {
    shorten(a, b, cost);
    shorten(b, a, cost);
  }
  for (let via = 0; via < size; via++)
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) shorten(a, b, at(a, via) + at(via, b));
  return all;
}

describe('the shortest paths of a network', () => {
  test('cost what another algorithm says', () => {
    fc.assert(
      fc.property(edges, (list) => {
        const { network, routers } = networkOf(list);
        const igp = new Igp(network);
        expect(routers.map((a) => routers.map((b) => igp.cost(a, b)))).toEqual(costs(list));
      }),
    );
  });

  test('begin with each link that lies on one of them, and with no other', () => {
    fc.assert(
      fc.property(edges, fc.nat(size - 1), fc.nat(size - 1), (list, from, to) => {
        const { network, routers } = networkOf(list);
        const cost = costs(list);
        const whole = cost[from]![to]!;
        const expected = list.flatMap(([a, b, weight], index) => {
          const far = a === from ? b : b === from ? a : undefined;
          const on = far !== undefined && from !== to && whole < Infinity && weight + cost[far]![to]! === whole;
          return on ? [`e${index} r${far} ${weight} ${2 * (index + 1)}`] : [];
        });
        const found = new Igp(network).nextHops(routers[from]!, routers[to]!);
        const shown = found.map((hop) => `${hop.interface} ${hop.router.name} ${hop.cost} ${hop.roundTripMs}`);
        expect(shown.sort()).toEqual(expected.sort());
      }),
    );
  });

  test('lead over neighbors, and take as long as their cost says', () => {
    fc.assert(
      fc.property(edges, fc.nat(size - 1), fc.nat(size - 1), (list, from, to) => {
        const { network, routers } = networkOf(list);
        const whole = costs(list)[from]![to]!;
        const hops = new Igp(network).path(routers[from]!, routers[to]!);
        if (from === to || whole === Infinity) return void expect(hops).toEqual([]);
        expect(hops.at(-1)?.router).toBe(routers[to]);
        let [at, sum] = [from, 0];
        for (const { router, roundTripMs } of hops) {
          // The delay names the link, as each has its own.
          const [a, b, cost] = list[roundTripMs / 2 - 1]!;
          const next = routers.indexOf(router);
          expect([a, b].sort()).toEqual([at, next].sort());
          [at, sum] = [next, sum + cost];
        }
        expect(sum).toBe(whole);
      }),
    );
  });

  test('avoid routers and links that are down', () => {
    const { network, routers } = networkOf([
      [0, 1, 1],
      [1, 2, 1],
      [0, 3, 2],
      [3, 2, 2],
    ]);
    const [r0, r1, r2, r3] = routers as [NetworkRouter, NetworkRouter, NetworkRouter, NetworkRouter];
    const cost = (down: unknown) =>
      new Igp(network, { routerUp: (router) => router !== down, linkUp: (link) => link !== down }).cost(r0, r2);
    expect([cost(undefined), cost(r1), cost(r3), cost(network.links[0]), cost(network.links[2])]).toEqual([2, 4, 2, 4, 2]);
    expect(cost(r2)).toBe(Infinity);
  });
});
