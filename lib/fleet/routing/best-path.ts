import type { FleetModel, Service, Site } from '../model';
import { BgpPrediction } from './bgp';

/** The path to a service that a router selects. */
export interface BestPath {
  /** Full name of the router. */
  readonly router: string;
  /** Site that it leads to. */
  readonly site: string;
  /** AS path as received, nearest first. */
  readonly asPath: readonly number[];
  /** Full name of the router that it was learned from: with iBGP the one where traffic leaves the network. Absent at a border whose hosts announce. */
  readonly from?: string;
  readonly learned: 'hosts' | 'ebgp' | 'ibgp';
}

/**
 * Computes the path that each router with BGP selects to a service; routers without any path are left out.
 *
 * @param announcing the sites that announce it. @default - all that serve it
 */
export function bestPathsOf(fleet: FleetModel, service: Service, announcing?: readonly Site[]): BestPath[] {
  const origins = announcing ?? fleet.sites.filter((site) => site.services.includes(service));
  return [...new BgpPrediction(fleet).routes(new Set(origins))].map(([router, { site, asPath, from, learned }]) => ({
    router: router.fullName,
    site: site.name,
    asPath,
    learned,
    ...(from && { from: from.fullName }),
  }));
}
