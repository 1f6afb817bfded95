import type { Family } from '../addresses/address';
import { once } from '../derive/once';
import type { DerivedModel, Service, Site } from '../model';

/** A range of a site's cluster, as it was described. */
export interface GivenRange {
  readonly key: 'pods' | 'serviceRange';
  /** Where it stands: at the site, else among the defaults. */
  readonly path: string;
  /** What was written; undefined where the flavour's own is taken. */
  readonly given: string | readonly string[] | undefined;
}

/** Families of which a site serves a VIP; in native mode MetalLB announces no IPv6, which another rule says. */
export function servedFamilies({ services, metallb }: Site): readonly Family[] {
  const served = familiesOf(services);
  return metallb.mode === 'native' ? served.filter((family) => family === 4) : served;
}

/** Made once for a list of services: sites that serve the same share it. */
const familiesOf = once((services: readonly Service[]): readonly Family[] => {
  const served = new Set(services.flatMap(({ vips }) => vips.map(({ family }) => family)));
  return ([4, 6] as const).filter((family) => served.has(family));
});

/** What was written of the ranges of a site's cluster. */
export function givenRanges(fleet: DerivedModel, site: Site): GivenRange[] {
  return [givenRange(fleet, site, 'pods'), givenRange(fleet, site, 'serviceRange')];
}

/** What was written of one of them. */
export function givenRange({ description }: DerivedModel, site: Site, key: GivenRange['key']): GivenRange {
  const own = description.sites[site.name]?.[key];
  const shared = description.defaults?.[key];
  const isShared = own === undefined && shared !== undefined;
  return { key, path: isShared ? `defaults.${key}` : `${site.path}.${key}`, given: own ?? shared };
}
