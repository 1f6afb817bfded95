import type { Bfd, DerivedModel, Timers } from '../model';

/** The times that sites, uplinks and networks have each. */
interface Timed {
  readonly bfd?: Bfd;
  readonly timers: Timers;
}

/** Times, and where the description gives them. */
export interface PlacedTimes<T> {
  readonly path: string;
  readonly value: T;
}

/** The times of one kind of every site, of uplinks that have their own, and of networks; nothing where they are off. */
export function* placedTimes<K extends keyof Timed>(fleet: DerivedModel, key: K): Generator<PlacedTimes<NonNullable<Timed[K]>>> {
  for (const site of fleet.sites) {
    const own = fleet.description.sites[site.name]?.[key] !== undefined || fleet.description.defaults?.[key] === undefined;
    yield* placed(own ? `${site.path}.${key}` : `defaults.${key}`, site, key);
    for (const uplink of site.uplinks) if (uplink[key] !== site[key]) yield* placed(`${uplink.path}.${key}`, uplink, key);
  }
  for (const network of fleet.networks) yield* placed(`${network.path}.${key}`, network, key);
}

function placed<K extends keyof Timed>(path: string, timed: Timed, key: K): PlacedTimes<NonNullable<Timed[K]>>[] {
  const value = timed[key];
  return value ? [{ path, value }] : [];
}
