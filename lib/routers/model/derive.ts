import type { FleetModel, NetworkRouter } from '../../fleet/model';
import { ibgpPairs } from '../../fleet/sessions/sessions';
import { borderModel } from './border';
import { networkRouterModel } from './network-router';
import type { Surroundings } from './network-router';
import type { RouterModel } from './router-model';

/** What is being collected: its lists grow. */
type Growing<T> = { readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/**
 * The models of all routers: borders site by site, then the routers of the networks. Linear in the size of the fleet.
 *
 * @param only takes the name of a site or network; default all
 */
export function routersOf(fleet: FleetModel, only?: (owner: string) => boolean): RouterModel[] {
  return [...eachRouter(fleet, only)];
}

/** As {@link routersOf}, one model after the other: thousands need not be in memory together. */
export function* eachRouter(fleet: FleetModel, only: (owner: string) => boolean = () => true): Generator<RouterModel> {
  for (const site of fleet.sites) if (only(site.name)) for (const border of site.borders) yield borderModel(fleet, border);
  const networks = fleet.networks.filter((network) => only(network.name));
  if (networks.length === 0) return;
  const around = surroundings(fleet);
  for (const network of networks) for (const router of network.routers) yield networkRouterModel(fleet, router, around(router));
}

/** Collects in one pass what hangs on each router. */
function surroundings(fleet: FleetModel): (router: NetworkRouter) => Surroundings {
  const known = new Map<NetworkRouter, Growing<Surroundings>>();
  const at = (router: NetworkRouter) => {
    const entry = known.get(router) ?? { links: [], uplinks: [], ports: [], ibgpPeers: [] };
    known.set(router, entry);
    return entry;
  };
  for (const network of fleet.networks) {
    for (const link of network.links) {
      const [a, b] = link.ends;
      at(a.router).links.push({ own: a, far: b, link });
      at(b.router).links.push({ own: b, far: a, link });
    }
    for (const [a, b] of ibgpPairs(network)) {
      at(a).ibgpPeers.push(b);
      at(b).ibgpPeers.push(a);
    }
  }
  for (const uplink of fleet.sites.flatMap((site) => site.uplinks)) at(uplink.pe).uplinks.push(uplink);
  for (const exchange of fleet.exchanges)
    for (const member of exchange.members) at(member.router).ports.push({ exchange, member });
  return at;
}
