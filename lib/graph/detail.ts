import type { FleetModel } from '../fleet/model';
import { groupsOf } from './site-groups';

/**
 * How much of a fleet a picture shows: everything in a site (`whole`), a site as one node (`sites`), sites with equal uplinks as one node
 * (`groups`), or all sites of the same networks as one node and each network as one (`networks`).
 */
export type Detail = 'whole' | 'sites' | 'groups' | 'networks';

/** Most sites that are drawn with what is in them: more would not fit on a page. */
const wholeSites = 8;
/** Most nodes of sites, and most routers: with more nobody finds anything, and Graphviz takes minutes. */
const mostNodes = 100;

/** The most detail in which a fleet can still be read. */
export function detailOf(fleet: FleetModel): Detail {
  const routers = fleet.networks.reduce((sum, network) => sum + network.routers.length, 0);
  if (fleet.sites.length <= wholeSites) return 'whole';
  if (routers > mostNodes) return 'networks';
  if (fleet.sites.length <= mostNodes) return 'sites';
  return groupsOf(fleet.sites, 'groups').length <= mostNodes ? 'groups' : 'networks';
}
