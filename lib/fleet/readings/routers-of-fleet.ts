import type { BorderRouter, DerivedModel, NetworkRouter } from '../model';

/** Every router of the fleet: those of networks first. */
export function routersOf(fleet: DerivedModel): (BorderRouter | NetworkRouter)[] {
  return [...fleet.networks.flatMap((network) => network.routers), ...fleet.sites.flatMap((site) => site.borders)];
}
