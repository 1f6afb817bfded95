import type { Family } from '../addresses/address';
import { once } from '../derive/once';
import type { BorderRouter, ClientNetwork, FleetModel, Host, Network, Service, Session, Site } from '../model';
import { sessionsOf } from '../sessions/sessions';
import { networkOf, vipOf } from './destinations';
import { hopsToHosts, nextHopsOf, outcomesFrom } from './forwarding';
import type { NextHop, Outcome, Target } from './forwarding';
import { gatewayOf } from './gateway';
import { SessionGraph } from './graph';
import { Igp } from './igp';
import { LiveSessions } from './live-sessions';
import { addressIn, isBorder } from './route';
import type { Channel, Route, Speaker } from './route';
import { Routes } from './routes';
import type { Surroundings } from './routes';
import { Losses } from './state';
import type { FleetState } from './state';

/** The path to a service that a router selects. */
export interface BestPath {
  /** Full name of the router. */
  readonly router: string;
  readonly family: Family;
  /** Site that originates it. */
  readonly site: string;
  /** AS path as received, nearest first. */
  readonly asPath: readonly number[];
  /** Full name of the router that it was learned from: with iBGP the one where traffic leaves the network. Absent at a border whose hosts announce. */
  readonly from?: string;
  readonly learned: 'hosts' | 'ebgp' | 'ibgp';
}

/** How a router forwards what goes to the VIPs of a service. */
export interface Forwarding {
  /** Full name of the router. */
  readonly router: string;
  readonly family: Family;
  /** One; several for hosts of the own site, and for routers of one network that are equally near to its exit. */
  readonly nextHops: readonly NextHop[];
  /** Whether BGP has no path, so that the floating route to the own hosts is used. */
  readonly lastResort: boolean;
}

/** Who answers a client network that asks for a service. */
export interface Answer {
  readonly client: string;
  /** Site that the client network hangs on. */
  readonly at: string;
  readonly service: string;
  readonly family: Family;
  /** The border router that the clients use as their gateway; absent if none has its link to them. */
  readonly gateway?: string;
  /** Sites that answer: one; more only where routers of a network share load over ways that lead to different sites. */
  readonly sites: readonly string[];
  /** Full names of the hosts that may answer. */
  readonly hosts: readonly string[];
  /** Why some or all requests have no answer. */
  readonly lost: readonly string[];
}

/** What a fleet does in a state: sessions, the path of every router, and who answers every client. Computed when it is asked for. */
export class Prediction {
  /** The prediction for the undisturbed fleet; made once. */
  public static readonly undisturbed = once((fleet: FleetModel) => new Prediction(fleet));

  private readonly losses: Losses;
  private readonly igps = new Map<Network, Igp>();
  private readonly known = new Map<string, Routes>();
  private readonly around = new Map<Family, Surroundings>();
  private readonly serving = new Map<Service, readonly Site[]>();

  /** @throws Error if the state names what the fleet does not have */
  public constructor(
    private readonly fleet: FleetModel,
    state: FleetState = {},
  ) {
    this.losses = new Losses(fleet, state);
  }

  /** Every BGP session that is established. */
  public sessions(): Session[] {
    const hosts = new Map(this.fleet.sites.flatMap((site) => site.hosts.map((host) => [host.fullName, host] as const)));
    const borders = new Map(this.fleet.sites.flatMap((site) => site.borders.map((border) => [border.fullName, border] as const)));
    const channels = new Map(
      ([4, 6] as const).flatMap((family) =>
        SessionGraph.of(this.fleet, family).channels.map(
          (channel) => [`${channel.to.fullName} ${channel.neighbor}`, channel] as const,
        ),
      ),
    );
    return sessionsOf(this.fleet).filter(({ kind, ends: [a, b] }) => {
      if (kind === 'host') {
        const [border, host] = [borders.get(a.router), hosts.get(b.router)];
        return border !== undefined && host !== undefined && this.losses.lanUp(border) && this.losses.isUp(host);
      }
      const channel = channels.get(`${a.router} ${b.address}`);
      return channel !== undefined && this.isUp(channel);
    });
  }

  /**
   * The path that each router with BGP selects to a service, of each family of it; routers without any path are left out.
   *
   * @throws Error if there is no such service
   */
  public bestPaths(name: string): BestPath[] {
    const service = this.service(name);
    return familiesOf(service).flatMap((family) => {
      const routes = this.routesTo(service, family);
      return this.running().flatMap((router) => {
        const route = routes.best(router);
        return route ? [pathOf(router, family, route)] : [];
      });
    });
  }

  /**
   * How each router forwards what goes to a service, of each family of it; routers that have no way are left out.
   *
   * @throws Error if there is no such service
   */
  public forwarding(name: string): Forwarding[] {
    const service = this.service(name);
    return familiesOf(service).flatMap((family) => {
      const routes = this.routesTo(service, family);
      return this.running().flatMap((router): Forwarding[] => {
        const route = routes.best(router);
        const hops = route
          ? nextHopsOf(router, family, route, (network) => this.igp(network))
          : isBorder(router)
            ? hopsToHosts(router, family, this.lastResort(router, service, family))
            : [];
        return hops.length ? [{ router: router.fullName, family, nextHops: hops, lastResort: !route }] : [];
      });
    });
  }

  /**
   * Who answers each client network that asks for a service, of each family that both have.
   *
   * @param at names of the sites whose client networks are asked for. @default - all
   * @throws Error if there is no such service
   */
  public answers(name: string, at?: ReadonlySet<string>): Answer[] {
    const service = this.service(name);
    return familiesOf(service).flatMap((family) =>
      this.fleet.sites
        .filter((site) => at?.has(site.name) ?? true)
        .flatMap((site) => site.clients)
        .filter((client) => client.prefixes.some((prefix) => prefix.family === family))
        .map((client) => this.answerTo(client, service, family)),
    );
  }

  /** The border router that is the gateway of a site's hosts, or of a client network; undefined if none has its link there. */
  public gateway(site: Site, client?: ClientNetwork): BorderRouter | undefined {
    return gatewayOf(site, this.losses, client);
  }

  /** Routes to a VIP of a service. Services that the same sites announce alike share them. */
  public routesTo(service: Service, family: Family): Routes {
    const own = `${service.name} IPv${family}`;
    const known = this.known.get(own);
    if (known) return known;
    const sites = this.sitesOf(service);
    const shared = `IPv${family} ${sites.map((site) => `${site.name}=${this.losses.announcement(site, service)}`).join()}`;
    const routes = this.known.get(shared) ?? new Routes(this.surroundings(family), vipOf(service, sites, family, this.losses));
    this.known.set(own, routes).set(shared, routes);
    return routes;
  }

  /** Shortest paths inside a network. */
  public igp(network: Network): Igp {
    const igp =
      this.igps.get(network) ??
      new Igp(network, {
        routerUp: (router) => this.losses.isUp(router),
        linkUp: (link) => this.losses.linkUp(link),
      });
    this.igps.set(network, igp);
    return igp;
  }

  private service(name: string): Service {
    const service = this.fleet.services.find((candidate) => candidate.name === name);
    if (!service) throw new Error(`There is no service '${name}'.`);
    return service;
  }

  private sitesOf(service: Service): readonly Site[] {
    const known = this.serving.get(service) ?? this.fleet.sites.filter((site) => site.services.includes(service));
    this.serving.set(service, known);
    return known;
  }

  private surroundings(family: Family): Surroundings {
    const known = this.around.get(family) ?? {
      sessions: new LiveSessions(SessionGraph.of(this.fleet, family), (channel) => this.isUp(channel)),
      exitCost: (speaker: Speaker, { learned, exit }: Route) =>
        learned !== 'ibgp' || isBorder(speaker) || !exit || isBorder(exit) ? 0 : this.igp(speaker.network).cost(speaker, exit),
    };
    this.around.set(family, known);
    return known;
  }

  private isUp({ kind, from, to, uplink, exchange }: Channel): boolean {
    const { losses } = this;
    if (uplink) return losses.uplinkUp(uplink);
    if (kind === 'border') return isBorder(from) && isBorder(to) && losses.lanUp(from) && losses.lanUp(to);
    if (exchange)
      return [from, to].every((end) =>
        exchange.members.some((member) => member.router === end && losses.memberUp(exchange, member)),
      );
    return (
      !isBorder(from) && !isBorder(to) && losses.isUp(from) && losses.isUp(to) && this.igp(from.network).cost(from, to) < Infinity
    );
  }

  /** The routers that run. */
  private running(): Speaker[] {
    return [
      ...this.fleet.sites.flatMap((site) => site.borders),
      ...this.fleet.networks.flatMap((network) => network.routers),
    ].filter((router) => this.losses.isUp(router));
  }

  /** The hosts to which the floating route of a border leads, whatever they announce; none where it has no such route. */
  private lastResort(border: BorderRouter, service: Service, family: Family): Host[] {
    const { site } = border;
    if (!site.services.includes(service) || !this.losses.lanUp(border)) return [];
    return site.hosts.filter((host) => addressIn(host.addresses, family) !== undefined);
  }

  private answerTo(client: ClientNetwork, service: Service, family: Family): Answer {
    const gateway = this.gateway(client.site, client);
    const answer = { client: client.name, at: client.site.name, service: service.name, family };
    if (!gateway) {
      return {
        ...answer,
        sites: [],
        hosts: [],
        lost: [`no border router of ${client.site.name} has its link to ${client.name}`],
      };
    }
    const outcomes = outcomesFrom(gateway, this.vipTarget(service, family));
    const answered = new Map<string, Set<string>>();
    const lost = new Set<string>();
    for (const outcome of outcomes) {
      if (outcome.kind === 'lost') lost.add(outcome.why);
      if (outcome.kind !== 'hosts') continue;
      const silent = outcome.hosts.filter((host) => !this.losses.isUp(host));
      for (const host of silent) lost.add(`${host.fullName} is down`);
      const back = this.wayBack(outcome.site, client, family);
      for (const why of back) lost.add(`no way back from ${outcome.site.name}: ${why}`);
      if (back.length) continue;
      const hosts = answered.get(outcome.site.name) ?? new Set();
      for (const host of outcome.hosts) if (this.losses.isUp(host)) hosts.add(host.fullName);
      if (hosts.size) answered.set(outcome.site.name, hosts);
    }
    return {
      ...answer,
      gateway: gateway.fullName,
      sites: [...answered.keys()],
      hosts: [...answered.values()].flatMap((hosts) => [...hosts]),
      lost: [...lost],
    };
  }

  private vipTarget(service: Service, family: Family): Target {
    const routes = this.routesTo(service, family);
    return {
      name: service.name,
      best: (speaker) => routes.best(speaker),
      igp: (network) => this.igp(network),
      local: (border): Outcome | undefined => {
        const hosts = this.lastResort(border, service, family);
        return hosts.length ? { kind: 'hosts', site: border.site, hosts } : undefined;
      },
    };
  }

  /** Why answers of a site do not come back to a client network; nothing where they do. */
  private wayBack(site: Site, client: ClientNetwork, family: Family): string[] {
    const gateway = this.gateway(site);
    if (!gateway) return [`no border router of ${site.name} has its link to the hosts`];
    const key = `${client.site.name}/${client.name} IPv${family}`;
    const routes =
      this.known.get(key) ?? new Routes(this.surroundings(family), networkOf(client.site, family, this.losses, client));
    this.known.set(key, routes);
    const outcomes = outcomesFrom(gateway, {
      name: `${client.name} of ${client.site.name}`,
      best: (speaker) => routes.best(speaker),
      igp: (network) => this.igp(network),
      local: (border) =>
        border.site === client.site && this.losses.clientUp(border, client) ? { kind: 'network', border } : undefined,
    });
    return outcomes.flatMap((outcome) => (outcome.kind === 'lost' ? [outcome.why] : []));
  }
}

/** Families of a service's VIPs, in their order. */
export function familiesOf(service: Service): Family[] {
  return [...new Set(service.vips.map(({ family }) => family))];
}

function pathOf(router: Speaker, family: Family, route: Route): BestPath {
  const from = route.exit ?? route.channel?.from;
  return {
    router: router.fullName,
    family,
    site: route.site.name,
    asPath: route.asPath,
    ...(from && { from: from.fullName }),
    learned: route.learned === 'connected' ? 'hosts' : route.learned,
  };
}
