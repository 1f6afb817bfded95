import type { Network, NetworkRouter } from '../model';

/** One hop of a backbone path. */
export interface Hop {
  readonly router: NetworkRouter;
  /** Delay both ways of the link that led here, ms. */
  readonly roundTripMs: number;
}

/** Shortest paths inside one network, as OSPF computes them. */
export class Igp {
  private readonly trees = new Map<
    NetworkRouter,
    Map<NetworkRouter, { cost: number; via?: NetworkRouter; roundTripMs: number }>
  >();
  private readonly neighbors = new Map<NetworkRouter, { router: NetworkRouter; cost: number; roundTripMs: number }[]>();

  public constructor(network: Network) {
    for (const router of network.routers) this.neighbors.set(router, []);
    for (const { ends, cost, delayMs } of network.links) {
      const [a, b] = [ends[0].router, ends[1].router];
      this.neighbors.get(a)?.push({ router: b, cost, roundTripMs: 2 * delayMs });
      this.neighbors.get(b)?.push({ router: a, cost, roundTripMs: 2 * delayMs });
    }
  }

  /** Cost from one router to another; infinite where there is no path. */
  public cost(from: NetworkRouter, to: NetworkRouter): number {
    return this.tree(from).get(to)?.cost ?? Infinity;
  }

  /** The routers behind `from` on the way to `to`, `to` included. */
  public path(from: NetworkRouter, to: NetworkRouter): Hop[] {
    const tree = this.tree(from);
    const hops: Hop[] = [];
    for (let at: NetworkRouter | undefined = to; at && at !== from; at = tree.get(at)?.via) {
      const entry = tree.get(at);
      if (!entry) return [];
      hops.unshift({ router: at, roundTripMs: entry.roundTripMs });
    }
    return hops;
  }

  /** Dijkstra from one router; ties go to the router with the smaller name, so that the answer is stable. */
  private tree(from: NetworkRouter) {
    const known = this.trees.get(from);
    if (known) return known;
    const tree = new Map<NetworkRouter, { cost: number; via?: NetworkRouter; roundTripMs: number }>([
      [from, { cost: 0, roundTripMs: 0 }],
    ]);
    const open = new Set<NetworkRouter>([from]);
    const costOf = (router: NetworkRouter) => tree.get(router)?.cost ?? Infinity;
    while (open.size) {
      const at = [...open].reduce((best, router) =>
        costOf(router) < costOf(best) || (costOf(router) === costOf(best) && router.name < best.name) ? router : best,
      );
      open.delete(at);
      for (const next of this.neighbors.get(at) ?? []) {
        const cost = costOf(at) + next.cost;
        if (cost >= costOf(next.router)) continue;
        tree.set(next.router, { cost, via: at, roundTripMs: next.roundTripMs });
        open.add(next.router);
      }
    }
    this.trees.set(from, tree);
    return tree;
  }
}
