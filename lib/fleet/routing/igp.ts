import type { Link, Network, NetworkRouter } from '../model';

/** One hop of a backbone path. */
export interface Hop {
  readonly router: NetworkRouter;
  /** Delay both ways of the link that led here, ms. */
  readonly roundTripMs: number;
}

/** A neighbor on a backbone link. */
export interface Adjacency {
  readonly router: NetworkRouter;
  /** Own interface. */
  readonly interface: string;
  readonly cost: number;
  readonly roundTripMs: number;
}

/** What of a network works. */
export interface IgpHealth {
  routerUp(router: NetworkRouter): boolean;
  linkUp(link: Link): boolean;
}

interface Entry {
  cost: number;
  via?: NetworkRouter;
  roundTripMs: number;
}

/** Shortest paths inside one network, as OSPF computes them. */
export class Igp {
  private readonly trees = new Map<NetworkRouter, Map<NetworkRouter, Entry>>();
  private readonly neighbors = new Map<NetworkRouter, Adjacency[]>();

  /** @param health @default - everything works */
  public constructor(network: Network, health?: IgpHealth) {
    const alive = (router: NetworkRouter) => health?.routerUp(router) ?? true;
    for (const router of network.routers) this.neighbors.set(router, []);
    for (const link of network.links) {
      const { ends, cost, delayMs } = link;
      const [a, b] = ends;
      if (!alive(a.router) || !alive(b.router) || health?.linkUp(link) === false) continue;
      this.neighbors.get(a.router)?.push({ router: b.router, interface: a.interface, cost, roundTripMs: 2 * delayMs });
      this.neighbors.get(b.router)?.push({ router: a.router, interface: b.interface, cost, roundTripMs: 2 * delayMs });
    }
  }

  /** Cost from one router to another; infinite where there is no path. */
  public cost(from: NetworkRouter, to: NetworkRouter): number {
    return this.tree(from).get(to)?.cost ?? Infinity;
  }

  /** The routers behind `from` on the way to `to`, `to` included; of equally long ways the one whose routers have smaller names. */
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

  /** The neighbors that `from` forwards to on the way to `to`: several where ways are equally long (RFC 2328 section 16.1). */
  public nextHops(from: NetworkRouter, to: NetworkRouter): Adjacency[] {
    const whole = this.cost(from, to);
    if (from === to || whole === Infinity) return [];
    // Costs are the same in both directions, so one tree, that of the destination, serves all.
    const tree = this.tree(to);
    return (this.neighbors.get(from) ?? []).filter((next) => (tree.get(next.router)?.cost ?? Infinity) + next.cost === whole);
  }

  /** Dijkstra from one router; ties go to the router with the smaller name, so that the answer is stable. */
  private tree(from: NetworkRouter) {
    const known = this.trees.get(from);
    if (known) return known;
    const tree = new Map<NetworkRouter, Entry>([[from, { cost: 0, roundTripMs: 0 }]]);
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
