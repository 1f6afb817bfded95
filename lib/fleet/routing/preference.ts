import type { Family } from '../addresses/address';
import { once } from '../derive/once';
import type { BorderRouter, FleetModel, Network, Service, Site } from '../model';
import { exitOf } from './forwarding';
import type { Igp } from './igp';
import { familiesOf, Prediction } from './prediction';
import { isBorder } from './route';
import type { Route, Speaker } from './route';
import type { Restore, Routes } from './routes';

/** A site as seen from a client network. */
export interface PreferredSite {
  readonly site: string;
  /** AS path of the VIP at the border of the clients, nearest first; the host's AS alone at home. */
  readonly asPath: readonly number[];
  /** Full names of the routers crossed, the clients' own border first. */
  readonly hops: readonly string[];
  /** Sum of the OSPF costs on the way. */
  readonly igpCost: number;
  /** Emulated delay of the network both ways, ms; without the time of hosts and application. */
  readonly roundTripMs: number;
}

/** The order in which sites answer a client network: the first now, each next one when those before have withdrawn. */
export interface Preference {
  readonly client: string;
  /** Site that the client network hangs on. */
  readonly at: string;
  /** The family that it holds for; absent where it is the same in all families of the service. */
  readonly family?: Family;
  readonly order: readonly PreferredSite[];
}

/** What of the order of preference is asked for. */
export interface PreferenceOptions {
  /** How many sites to name for each client network. @default - all */
  readonly depth?: number;
  /** Sites whose client networks are asked for. @default - all */
  readonly at?: ReadonlySet<string>;
}

/** Computes the order of preference from client networks for a service. */
export function preferencesOf(
  fleet: FleetModel,
  service: Service,
  { depth = Infinity, at }: PreferenceOptions = {},
): Preference[] {
  const prediction = Prediction.undisturbed(fleet);
  const igp = (network: Network) => prediction.igp(network);
  const clients = fleet.sites.filter((site) => at?.has(site.name) ?? true).flatMap((site) => site.clients);
  return clients.flatMap((client): Preference[] => {
    const gateway = prediction.gateway(client.site, client);
    const families = familiesOf(service).filter((family) => client.prefixes.some((prefix) => prefix.family === family));
    const orders = families.map((family) => ({
      family,
      order: gateway ? orderFrom(gateway, prediction.routesTo(service, family), depth, igp) : [],
    }));
    const of = { client: client.name, at: client.site.name };
    const [first, ...others] = orders;
    const alike = others.every(({ order }) => first !== undefined && sameOrder(order, first.order));
    return alike ? [{ ...of, order: first?.order ?? [] }] : orders.map((entry) => ({ ...of, ...entry }));
  });
}

function sameOrder(a: readonly PreferredSite[], b: readonly PreferredSite[]): boolean {
  return a.length === b.length && a.every((entry, place) => entry.hops.join() === b[place]?.hops.join());
}

/** Orders that were computed: services with the same routes have the same, so that the second costs nothing. */
const ordersBy = once(
  (_: Routes) => new Map<BorderRouter, { readonly depth: number; readonly order: readonly PreferredSite[] }>(),
);

function orderFrom(
  gateway: BorderRouter,
  routes: Routes,
  depth: number,
  igp: (network: Network) => Igp,
): readonly PreferredSite[] {
  const orders = ordersBy(routes);
  const found = orders.get(gateway);
  if (found?.depth === depth) return found.order;
  const order = computeOrder(gateway, routes, depth, igp);
  orders.set(gateway, { depth, order });
  return order;
}

function computeOrder(
  gateway: BorderRouter,
  routes: Routes,
  depth: number,
  igp: (network: Network) => Igp,
): readonly PreferredSite[] {
  const order: PreferredSite[] = [];
  const restores: Restore[] = [];
  while (order.length < depth) {
    const route = routes.best(gateway);
    if (!route) break;
    const way = trace(gateway, routes, igp);
    order.push({ site: way.site.name, asPath: route.asPath, hops: way.hops, igpCost: way.igpCost, roundTripMs: way.roundTripMs });
    restores.push(routes.withdraw(way.site));
  }
  for (const restore of restores.reverse()) restore();
  return order;
}

/** Follows the selected routes hop by hop from a border to the site that answers; where OSPF has several ways, the first by name. */
function trace(border: BorderRouter, routes: Routes, igp: (network: Network) => Igp) {
  const hops = [border.fullName];
  let [igpCost, roundTripMs] = [0, 0];
  let at: Speaker = border;
  let site: Site = border.site;
  const seen = new Set<Speaker>();
  for (let route: Route | undefined = routes.best(at); route && !seen.has(at); route = routes.best(at)) {
    seen.add(at);
    site = route.site;
    if (!route.channel) break;
    const exit = exitOf(route);
    if (isBorder(at) || !exit) {
      at = route.channel.from;
      roundTripMs += route.channel.roundTripMs;
      hops.push(at.fullName);
      continue;
    }
    // With labels the way is that to the exit; without, each router on it decides anew.
    const way = igp(at.network).path(at, exit);
    for (const hop of at.network.transport === 'mpls' ? way : way.slice(0, 1)) {
      igpCost += igp(at.network).cost(at, hop.router);
      roundTripMs += hop.roundTripMs;
      hops.push(hop.router.fullName);
      at = hop.router;
    }
    if (!way.length) break;
  }
  return { hops, igpCost, roundTripMs, site };
}
