import type { BorderRouter, FleetModel, Network, NetworkRouter, Site, Uplink } from '../model';
import { toNumber } from '../addresses/address';
import { ibgpPairs } from '../sessions/sessions';
import { Igp } from './igp';

/** A router that takes part in BGP. */
export type Speaker = BorderRouter | NetworkRouter;

/** A route to a VIP as a router holds it. */
export interface Route {
  /** AS path as received, nearest first (RFC 4271 section 5.1.2). */
  readonly asPath: readonly number[];
  /** The site that announces. */
  readonly site: Site;
  /** The router it was learned from; absent on the border whose hosts announce it. */
  readonly from?: Speaker;
  readonly learned: 'hosts' | 'ebgp' | 'ibgp';
  /** Delay both ways of the link to `from` where that is an eBGP neighbor, ms. */
  readonly roundTripMs: number;
}

type Link = { readonly to: Speaker; readonly kind: 'ibgp' | 'ebgp'; readonly roundTripMs: number; readonly uplink?: Uplink };

/** Rounds after which a path selection that has not settled is given up: far above the diameter of any real fleet. */
const mostRounds = 200;

/**
 * Predicts which route each router selects for a VIP, by the decision process of RFC 4271 section 9.1 with the
 * policies that the router views configure: sites never transit, routes of iBGP stay in iBGP unless reflected.
 */
export class BgpPrediction {
  private readonly links = new Map<Speaker, Link[]>();
  private readonly igps = new Map<Network, Igp>();

  public constructor(fleet: FleetModel) {
    for (const network of fleet.networks) {
      this.igps.set(network, new Igp(network));
      for (const [a, b] of ibgpPairs(network)) this.join(a, b, { kind: 'ibgp', roundTripMs: 0 });
    }
    for (const exchange of fleet.exchanges) {
      exchange.members.forEach((a, index) => {
        for (const b of exchange.members.slice(index + 1)) {
          if (a.router.network !== b.router.network)
            this.join(a.router, b.router, { kind: 'ebgp', roundTripMs: a.delayMs + b.delayMs });
        }
      });
    }
    for (const uplink of fleet.sites.flatMap((site) => site.uplinks)) {
      this.join(uplink.border, uplink.pe, { kind: 'ebgp', roundTripMs: uplink.delayMs, uplink });
    }
  }

  /** Shortest paths inside a network. */
  public igp(network: Network): Igp {
    return this.igps.get(network) ?? new Igp(network);
  }

  /** The route that every router selects while exactly `origins` announce the VIP. */
  public routes(origins: ReadonlySet<Site>): ReadonlyMap<Speaker, Route> {
    const best = new Map<Speaker, Route>();
    for (const site of origins) {
      for (const border of site.borders) best.set(border, { asPath: [site.hostAs], site, learned: 'hosts', roundTripMs: 0 });
    }
    let changed = new Set<Speaker>(best.keys());
    for (let round = 0; changed.size && round < mostRounds; round++) {
      const affected = new Set([...changed].flatMap((speaker) => (this.links.get(speaker) ?? []).map((link) => link.to)));
      const next = [...affected].map((speaker) => [speaker, this.select(speaker, best, origins)] as const);
      changed = new Set();
      for (const [speaker, route] of next) {
        if (same(best.get(speaker), route)) continue;
        if (route) best.set(speaker, route);
        else best.delete(speaker);
        changed.add(speaker);
      }
    }
    return best;
  }

  private join(a: Speaker, b: Speaker, link: Omit<Link, 'to'>): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = this.links.get(from);
      if (list) list.push({ ...link, to });
      else this.links.set(from, [{ ...link, to }]);
    }
  }

  private select(speaker: Speaker, best: ReadonlyMap<Speaker, Route>, origins: ReadonlySet<Site>): Route | undefined {
    if ('site' in speaker && origins.has(speaker.site)) return best.get(speaker);
    const received = (this.links.get(speaker) ?? []).flatMap((link) => this.receive(speaker, link, best.get(link.to)));
    return received.reduce<Route | undefined>(
      (chosen, route) => (chosen && !this.better(speaker, route, chosen) ? chosen : route),
      undefined,
    );
  }

  /** What `speaker` accepts of the route that the router at the other end of the link has selected. */
  private receive(speaker: Speaker, link: Link, route: Route | undefined): Route[] {
    const sender = link.to;
    if (!route || route.from === speaker) return [];
    if (link.kind === 'ibgp') {
      if (route.learned === 'ibgp' && !this.reflects(sender, speaker, route.from)) return [];
      // Next hop self: what counts is the router where the traffic leaves the network.
      return [{ ...route, from: route.learned === 'ibgp' && route.from ? route.from : sender, learned: 'ibgp', roundTripMs: 0 }];
    }
    // Export policy of a border: what its own hosts announce, never transit.
    if ('site' in sender && route.learned !== 'hosts') return [];
    const sent = [asOf(sender), ...route.asPath].map((as) =>
      link.uplink?.asOverride && 'site' in speaker && as === asOf(speaker) ? asOf(sender) : as,
    );
    const own = sent.filter((as) => as === asOf(speaker)).length;
    if (own > ('site' in speaker && link.uplink?.allowAsIn ? 1 : 0)) return [];
    return [{ asPath: sent, site: route.site, from: sender, learned: 'ebgp', roundTripMs: link.roundTripMs }];
  }

  /** Whether a route reflector passes a route of iBGP on: from a client to all, from others to clients (RFC 4456). */
  private reflects(reflector: Speaker, to: Speaker, from: Speaker | undefined): boolean {
    if ('site' in reflector || 'site' in to) return false;
    const reflectors = reflector.network.routeReflectors;
    const isClient = (router: Speaker | undefined) =>
      router !== undefined && !('site' in router) && !reflectors.includes(router.name);
    return reflectors.includes(reflector.name) && to !== from && (isClient(to) || isClient(from));
  }

  private better(speaker: Speaker, a: Route, b: Route): boolean {
    if (a.asPath.length !== b.asPath.length) return a.asPath.length < b.asPath.length;
    if (a.learned !== b.learned) return a.learned === 'ebgp';
    const [costA, costB] = [this.exitCost(speaker, a), this.exitCost(speaker, b)];
    if (costA !== costB) return costA < costB;
    return routerNumber(a.from) < routerNumber(b.from);
  }

  private exitCost(speaker: Speaker, route: Route): number {
    if (route.learned !== 'ibgp' || 'site' in speaker || !route.from || 'site' in route.from) return 0;
    return this.igp(speaker.network).cost(speaker, route.from);
  }
}

function asOf(speaker: Speaker): number {
  return 'site' in speaker ? speaker.site.as : speaker.network.as;
}

function routerNumber(speaker: Speaker | undefined): bigint {
  return speaker ? toNumber(speaker.routerId) : 0n;
}

function same(a: Route | undefined, b: Route | undefined): boolean {
  return (
    a === b ||
    (!!a && !!b && a.site === b.site && a.from === b.from && a.learned === b.learned && a.asPath.join() === b.asPath.join())
  );
}
