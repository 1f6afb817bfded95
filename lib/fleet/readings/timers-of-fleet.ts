import type { DerivedModel, Timers } from '../model';

/** Timers, and where the description gives them. */
export interface PlacedTimers {
  readonly path: string;
  readonly timers: Timers;
}

/** The timers of every site, of uplinks that have their own, and of networks. */
export function* timersOfFleet(fleet: DerivedModel): Generator<PlacedTimers> {
  for (const site of fleet.sites) {
    const own = fleet.description.sites[site.name]?.timers !== undefined || fleet.description.defaults?.timers === undefined;
    yield { path: own ? `${site.path}.timers` : 'defaults.timers', timers: site.timers };
    for (const uplink of site.uplinks)
      if (uplink.timers !== site.timers) yield { path: `${uplink.path}.timers`, timers: uplink.timers };
  }
  for (const network of fleet.networks) yield { path: `${network.path}.timers`, timers: network.timers };
}
