import type { DerivedModel } from '../model';

/** An AS number, and where the description gives it. */
export interface System {
  readonly path: string;
  readonly as: number;
}

/** Every AS number of the fleet: networks, sites, and hosts where they differ from the site's default. */
export function* systems(fleet: DerivedModel): Generator<System> {
  for (const network of fleet.networks) yield { path: `${network.path}.as`, as: network.as };
  for (const site of fleet.sites) {
    yield { path: `${site.path}.as`, as: site.as };
    if (fleet.description.sites[site.name]?.hostAs !== undefined) yield { path: `${site.path}.hostAs`, as: site.hostAs };
    if (site.metallb.localAS !== undefined) yield { path: `${site.path}.metallb.localAS`, as: site.metallb.localAS };
    for (const host of site.hosts) if (host.as !== site.hostAs) yield { path: `${host.path}.as`, as: host.as };
  }
  const shared = fleet.description.defaults?.hostAs;
  if (shared !== undefined) yield { path: 'defaults.hostAs', as: shared };
}
