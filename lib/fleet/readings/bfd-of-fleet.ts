import type { Bfd, DerivedModel } from '../model';

/** BFD timers, and where the description gives them. */
export interface PlacedBfd {
  readonly path: string;
  readonly bfd: Bfd;
}

/** The BFD timers of every site, uplink and network. */
export function* bfdOfFleet(fleet: DerivedModel): Generator<PlacedBfd> {
  for (const site of fleet.sites) {
    const own = fleet.description.sites[site.name]?.bfd !== undefined || fleet.description.defaults?.bfd === undefined;
    if (site.bfd) yield { path: own ? `${site.path}.bfd` : 'defaults.bfd', bfd: site.bfd };
    for (const uplink of site.uplinks) if (uplink.bfd) yield { path: `${uplink.path}.bfd`, bfd: uplink.bfd };
  }
  for (const network of fleet.networks) if (network.bfd) yield { path: `${network.path}.bfd`, bfd: network.bfd };
}
