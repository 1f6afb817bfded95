import type { ClientNetwork, FleetModel, Service, Site } from '../model';
import { BgpPrediction } from './bgp';
import type { Route, Speaker } from './bgp';

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
  readonly order: readonly PreferredSite[];
}

/**
 * Computes the order of preference from every client network for a service.
 *
 * @param depth how many sites to name for each client network, default all
 */
export function preferencesOf(fleet: FleetModel, service: Service, depth = Infinity): Preference[] {
  const prediction = new BgpPrediction(fleet);
  const known = new Map<string, ReadonlyMap<Speaker, Route>>();
  const serving = fleet.sites.filter((site) => site.services.includes(service));
  const routesOf = (origins: readonly Site[]) => {
    const key = origins.map((site) => site.name).join();
    const routes = known.get(key) ?? prediction.routes(new Set(origins));
    known.set(key, routes);
    return routes;
  };
  const clients = fleet.sites.flatMap((site) => site.clients);
  return clients.map((client) => ({
    client: client.name,
    at: client.site.name,
    order: orderFor(client, serving, depth, prediction, routesOf),
  }));
}

function orderFor(
  client: ClientNetwork,
  serving: readonly Site[],
  depth: number,
  prediction: BgpPrediction,
  routesOf: (origins: readonly Site[]) => ReadonlyMap<Speaker, Route>,
): PreferredSite[] {
  const order: PreferredSite[] = [];
  let left = serving;
  while (left.length && order.length < depth) {
    const routes = routesOf(left);
    const border = client.site.borders.find((candidate) => routes.has(candidate));
    const route = border && routes.get(border);
    if (!border || !route) break;
    order.push({ site: route.site.name, asPath: route.asPath, ...trace(border, routes, prediction) });
    left = left.filter((site) => site !== route.site);
  }
  return order;
}

/** Follows the selected routes hop by hop from a border to the site that answers. */
function trace(border: Speaker, routes: ReadonlyMap<Speaker, Route>, prediction: BgpPrediction) {
  const hops = [border.fullName];
  let [igpCost, roundTripMs] = [0, 0];
  let at = border;
  for (let route = routes.get(at); route?.from && hops.length < routes.size + 100; route = routes.get(at)) {
    if (route.learned === 'ibgp' && !('site' in at) && !('site' in route.from)) {
      const igp = prediction.igp(at.network);
      igpCost += igp.cost(at, route.from);
      for (const hop of igp.path(at, route.from)) {
        hops.push(hop.router.fullName);
        roundTripMs += hop.roundTripMs;
      }
    } else {
      hops.push(route.from.fullName);
      roundTripMs += route.roundTripMs;
    }
    at = route.from;
  }
  return { hops, igpCost, roundTripMs };
}
