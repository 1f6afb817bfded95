import type { BorderRouter, FleetModel, NetworkRouter } from '../model';

/** Every router of the fleet: those of networks first. */
export function routersOf(fleet: FleetModel): (BorderRouter | NetworkRouter)[] {
  return [...fleet.networks.flatMap((network) => network.routers), ...fleet.sites.flatMap((site) => site.borders)];
}
