import type { DerivedModel, SecretReference } from '../model';

/** A password or a reference to one, and where it stands. */
export interface PlacedPassword {
  readonly path: string;
  readonly password: SecretReference;
}

/** Every password of the fleet. */
export function* passwordsOfFleet(fleet: DerivedModel): Generator<PlacedPassword> {
  for (const owner of [...fleet.networks, ...fleet.exchanges])
    if (owner.password !== undefined) yield { path: `${owner.path}.password`, password: owner.password };
  const shared = fleet.description.defaults?.hostPassword;
  if (shared !== undefined) yield { path: 'defaults.hostPassword', password: shared };
  for (const site of fleet.sites) {
    const own = fleet.description.sites[site.name]?.hostPassword;
    if (own !== undefined) yield { path: `${site.path}.hostPassword`, password: own };
    for (const uplink of site.uplinks)
      if (uplink.password !== undefined) yield { path: `${uplink.path}.password`, password: uplink.password };
  }
}
