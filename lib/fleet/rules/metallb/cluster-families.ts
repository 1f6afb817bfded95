import type { FleetModel, Site } from '../../model';

/** A range of a site's cluster, as it was described. */
export interface GivenRange {
  readonly key: 'pods' | 'serviceRange';
  /** Where it stands: at the site, else among the defaults. */
  readonly path: string;
  /** What was written; undefined where the flavour's own is taken. */
  readonly given: unknown;
}

/** Whether a site serves a VIP of IPv6; in native mode MetalLB announces none. */
export function servesIpv6({ services, metallb }: Site): boolean {
  return metallb.mode !== 'native' && services.some(({ vips }) => vips.some(({ family }) => family === 6));
}

/** What was written of the ranges of a site's cluster. */
export function givenRanges({ description }: FleetModel, site: Site): GivenRange[] {
  return (['pods', 'serviceRange'] as const).map((key) => {
    const own = description.sites[site.name]?.[key];
    const shared = description.defaults?.[key];
    const isShared = own === undefined && shared !== undefined;
    return { key, path: isShared ? `defaults.${key}` : `${site.path}.${key}`, given: own ?? shared };
  });
}
