import type { BorderRouter, NetworkRouter, Site } from '../model';
import { received } from './advertise';
import { prefers } from './decision';
import type { ExitCost } from './decision';
import type { LiveSessions } from './live-sessions';
import { isBorder } from './route';
import type { Channel, Destination, Route, Speaker } from './route';

/** Changes for each router after which a selection that does not settle is given up: far above what any real fleet needs. */
const mostChanges = 200;

/** Where routes are computed. */
export interface Surroundings {
  readonly sessions: LiveSessions;
  readonly exitCost: ExitCost;
}

/** Puts back what a withdraw has changed; of several withdraws the last one first. */
export type Restore = () => void;

/**
 * The route to one destination that every router selects. The routers of networks are computed at once, borders when they are asked
 * for: a site never passes on what it learns, and only one that is drained changes what it sends by what it hears.
 */
export class Routes {
  private readonly selected = new Map<NetworkRouter, Route>();
  private readonly atBorders = new Map<Site, ReadonlyMap<BorderRouter, Route>>();
  private readonly originated = new Map<BorderRouter, Route>();
  private readonly gone = new Set<Site>();
  /** Sites whose borders may prefer another route to their own. */
  private readonly wavering = new Set<Site>();
  private readonly queue = new Set<NetworkRouter>();
  private log: (readonly [NetworkRouter, Route | undefined])[] = [];

  public constructor(
    private readonly around: Surroundings,
    private readonly destination: Destination,
  ) {
    for (const site of destination.sites) {
      for (const border of site.borders) {
        const own = destination.originated(border);
        if (own) this.originated.set(border, own);
        if (own?.localPreference === 0) this.wavering.add(site);
      }
    }
    for (const site of destination.sites) this.announce(site);
    this.settle();
  }

  /** What a router has selected. */
  public best(speaker: Speaker): Route | undefined {
    return isBorder(speaker) ? this.ofSite(speaker.site).get(speaker) : this.selected.get(speaker);
  }

  /** Lets a site announce no more. */
  public withdraw(site: Site): Restore {
    const before = this.log;
    const log: typeof this.log = [];
    this.log = log;
    this.gone.add(site);
    this.announce(site);
    this.settle();
    this.log = before;
    return () => {
      this.gone.delete(site);
      this.atBorders.clear();
      for (const [router, route] of log.reverse()) this.put(router, route);
    };
  }

  private own(border: BorderRouter): Route | undefined {
    return this.gone.has(border.site) ? undefined : this.originated.get(border);
  }

  /** Lets the PEs of a site hear what it sends now. */
  private announce(site: Site): void {
    this.atBorders.delete(site);
    for (const border of site.borders) {
      for (const channel of this.around.sessions.toNetworks(border)) this.hear(channel);
    }
  }

  private settle(): void {
    let left = mostChanges * this.around.sessions.size;
    for (const router of this.queue) {
      // A set may grow while it is walked: what changes again stands at its end again.
      this.queue.delete(router);
      if (left-- <= 0) break;
      for (const channel of this.around.sessions.toNetworks(router)) this.hear(channel);
      if (!this.wavering.size) continue;
      for (const site of this.around.sessions.sitesAt(router)) if (this.wavering.has(site)) this.announce(site);
    }
    this.queue.clear();
    this.atBorders.clear();
  }

  /** A router of a network hears by a channel what the sender has selected. */
  private hear(channel: Channel): void {
    const router = channel.to;
    if (isBorder(router)) return;
    const current = this.selected.get(router);
    const offered = this.offered(channel);
    if (current?.channel !== channel) {
      if (offered && (!current || this.prefers(router, offered, current))) this.select(router, offered);
    } else if (offered && !this.prefers(router, current, offered)) {
      // No worse than it was: still the best.
      if (!same(current, offered)) this.select(router, offered);
    } else {
      const all = this.around.sessions.into(router).flatMap((other) => this.offered(other) ?? []);
      this.select(router, this.choose(router, all));
    }
  }

  /** What a router of a network is offered by a channel. */
  private offered(channel: Channel): Route | undefined {
    const { from } = channel;
    if (!isBorder(from)) return received(channel, this.selected.get(from));
    if (!this.destination.sites.has(from.site) || this.gone.has(from.site)) return undefined;
    const own = this.own(from);
    if (own && !this.wavering.has(from.site)) return received(channel, own);
    return received(channel, this.ofSite(from.site).get(from), isOnlyExit(from));
  }

  /** What the borders of a site select: over their uplinks, from each other, and of their own. */
  private ofSite(site: Site): ReadonlyMap<BorderRouter, Route> {
    const known = this.atBorders.get(site);
    if (known) return known;
    let selected = new Map<BorderRouter, Route>();
    for (let round = 0; round <= mostChanges; round++) {
      const next = new Map<BorderRouter, Route>();
      for (const border of site.borders) {
        const heard = this.around.sessions
          .into(border)
          .flatMap(
            (channel) =>
              received(channel, isBorder(channel.from) ? selected.get(channel.from) : this.selected.get(channel.from)) ?? [],
          );
        const best = this.choose(border, [this.own(border) ?? [], heard].flat());
        if (best) next.set(border, best);
      }
      const settled = site.borders.every((border) => same(selected.get(border), next.get(border)));
      selected = next;
      if (settled) break;
    }
    this.atBorders.set(site, selected);
    return selected;
  }

  private choose(speaker: Speaker, routes: readonly Route[]): Route | undefined {
    return routes.reduce<Route | undefined>(
      (best, route) => (best && !this.prefers(speaker, route, best) ? best : route),
      undefined,
    );
  }

  private prefers(speaker: Speaker, a: Route, b: Route): boolean {
    return prefers(speaker, a, b, this.around.exitCost);
  }

  private select(router: NetworkRouter, route: Route | undefined): void {
    this.log.push([router, this.selected.get(router)]);
    this.put(router, route);
    this.queue.add(router);
  }

  private put(router: NetworkRouter, route: Route | undefined): void {
    if (route) this.selected.set(router, route);
    else this.selected.delete(router);
  }
}

/** Whether a border is the only one of its site that has uplinks: then it leads to the networks behind the other borders, too. */
function isOnlyExit(border: BorderRouter): boolean {
  return border.site.borders.every((other) => other === border || other.uplinks.length === 0);
}

function same(a: Route | undefined, b: Route | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return (
    a.channel === b.channel &&
    a.site === b.site &&
    a.learned === b.learned &&
    a.exit === b.exit &&
    a.localPreference === b.localPreference &&
    a.med === b.med &&
    a.drained === b.drained &&
    a.downhill === b.downhill &&
    a.origin?.network === b.origin?.network &&
    a.origin?.number === b.origin?.number &&
    a.reflectors.length === b.reflectors.length &&
    a.asPath.length === b.asPath.length &&
    a.asPath.every((as, index) => as === b.asPath[index])
  );
}
