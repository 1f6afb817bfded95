import type { Route } from '../../contract/labels';
import { once } from '../derive/once';
import { honoursDrain } from '../model';
import type {
  BorderRouter,
  ClientNetwork,
  Exchange,
  ExchangeMember,
  FleetModel,
  Host,
  Link,
  NetworkRouter,
  Service,
  Site,
  Uplink,
} from '../model';

/** What is otherwise than in the undisturbed fleet. Elements have the names that `show` and the faults of the lab know. */
export interface FleetState {
  /**
   * Elements that are lost: a site (`mec-1`: all its borders and hosts), a router (`mec-1/border-1`, `isp/pe-1`), a host
   * (`mec-1/host-1`), an exchange (`ix`), a cable by one of its ends (`mec-1/border-1:hosts0`) or by both (`mec-1/border-1--isp/pe-1`).
   *
   * @default - none
   */
  readonly down?: readonly string[];
  /** Sites (`mec-1`), or services of a site (`mec-1/hello`), whose hosts announce nothing. @default - none */
  readonly withdrawn?: readonly string[];
  /** Sites, or services of a site, whose hosts announce with GRACEFUL_SHUTDOWN (RFC 8326). @default - none */
  readonly drained?: readonly string[];
}

/** Something that can be lost: a node, an exchange, or an interface as `router:interface`. */
type Lost = BorderRouter | NetworkRouter | Host | Exchange | string;

/** A {@link FleetState}, looked up: what works. */
export class Losses {
  private readonly lost = new Set<Lost>();
  private readonly withdrawn: ReadonlySet<string>;
  private readonly drained: ReadonlySet<string>;

  /** @throws Error if the fleet has nothing of a name in it, or a site does not serve the service */
  public constructor(fleet: FleetModel, { down = [], withdrawn = [], drained = [] }: FleetState = {}) {
    const known: ReadonlyMap<string, readonly Lost[]> = down.length ? elementsOf(fleet) : new Map<string, readonly Lost[]>();
    for (const name of down) {
      const found = known.get(name);
      if (!found) throw new Error(`There is no site, router, host, exchange or cable '${name}'.`);
      for (const element of found) this.lost.add(element);
    }
    this.withdrawn = servedAt(fleet, withdrawn);
    this.drained = servedAt(fleet, drained);
  }

  /** Whether a router or host runs. */
  public isUp(node: BorderRouter | NetworkRouter | Host): boolean {
    return !this.lost.has(node);
  }

  /** Whether a border runs and its cable to the hosts works. */
  public lanUp(border: BorderRouter): boolean {
    return this.isUp(border) && this.portUp(border, border.lanInterface);
  }

  /** Whether a border runs and its cable to a client network works. */
  public clientUp(border: BorderRouter, client: ClientNetwork): boolean {
    return this.isUp(border) && this.portUp(border, client.interface);
  }

  /** Whether both ends of an uplink run and its cable works. */
  public uplinkUp({ border, borderInterface, pe, peInterface }: Uplink): boolean {
    return this.isUp(border) && this.isUp(pe) && this.portUp(border, borderInterface) && this.portUp(pe, peInterface);
  }

  /** Whether a backbone link works. */
  public linkUp({ ends }: Link): boolean {
    return ends.every((end) => this.isUp(end.router) && this.portUp(end.router, end.interface));
  }

  /** Whether a router reaches an exchange. */
  public memberUp(exchange: Exchange, member: ExchangeMember): boolean {
    return !this.lost.has(exchange) && this.isUp(member.router) && this.portUp(member.router, member.interface);
  }

  /** How the hosts of a site announce a service that it serves. */
  public announcement(site: Site, service: Service): Route {
    const name = `${site.name}/${service.name}`;
    return this.withdrawn.has(name) ? 'withdrawn' : this.drained.has(name) && honoursDrain(site) ? 'drained' : 'announced';
  }

  private portUp(router: BorderRouter | NetworkRouter, name: string): boolean {
    return this.lost.size === 0 || !this.lost.has(`${router.fullName}:${name}`);
  }
}

/** `site/service` of everything that is meant. */
function servedAt(fleet: FleetModel, names: readonly string[]): Set<string> {
  return new Set(
    names.flatMap((name) => {
      const [wanted = '', service] = name.split('/');
      const site = fleet.sites.find((candidate) => candidate.name === wanted);
      const meant = site?.services.filter((entry) => service === undefined || entry.name === service) ?? [];
      if (!site || (service !== undefined && !meant.length))
        throw new Error(`There is no site '${wanted}'${service === undefined ? '' : ` that serves '${service}'`}.`);
      return meant.map((entry) => `${wanted}/${entry.name}`);
    }),
  );
}

/** Everything that can be lost, by its names; found once. Where names are equal a site comes before an exchange; `exchanges.<name>` is always one. */
const elementsOf = once((fleet: FleetModel): ReadonlyMap<string, readonly Lost[]> => {
  const known = new Map<string, Lost[]>();
  const cable = (...ends: readonly (readonly [router: string, name: string])[]) => {
    const ports = ends.map(([router, name]) => `${router}:${name}`);
    for (const port of ports) known.set(port, [port]);
    const [a, b] = ends;
    if (!a || !b) return;
    for (const name of [`${a[0]}--${b[0]}`, `${b[0]}--${a[0]}`]) known.set(name, [...(known.get(name) ?? []), ...ports]);
  };
  for (const exchange of fleet.exchanges) {
    known.set(exchange.name, [exchange]).set(exchange.path, [exchange]);
    for (const member of exchange.members) cable([member.router.fullName, member.interface]);
  }
  for (const network of fleet.networks) {
    for (const router of network.routers) known.set(router.fullName, [router]);
    for (const { ends } of network.links)
      cable([ends[0].router.fullName, ends[0].interface], [ends[1].router.fullName, ends[1].interface]);
  }
  for (const site of fleet.sites) {
    known.set(site.name, [...site.borders, ...site.hosts]);
    for (const host of site.hosts) known.set(host.fullName, [host]);
    for (const border of site.borders) {
      known.set(border.fullName, [border]);
      for (const name of [border.lanInterface, ...site.clients.map((client) => client.interface)]) cable([border.fullName, name]);
    }
    for (const { border, borderInterface, pe, peInterface } of site.uplinks)
      cable([border.fullName, borderInterface], [pe.fullName, peInterface]);
  }
  return known;
});
