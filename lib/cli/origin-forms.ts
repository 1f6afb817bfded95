import type { RouteOrigin } from '../fleet';

/** A form in which validators and caches read rights to announce. */
export type OriginForm = 'slurm' | 'vrps';

/** What each form makes of the rights of a fleet. */
export const originForms: Readonly<Record<OriginForm, (origins: readonly RouteOrigin[], fleet: string) => object>> = {
  slurm: slurmOf,
  vrps: vrpsOf,
};

/**
 * Local exceptions of a validator (RFC 8416 section 3): it adds them to what trust anchors say. The way for private addresses and AS numbers,
 * which no registry signs.
 */
function slurmOf(origins: readonly RouteOrigin[], fleet: string): object {
  return {
    slurmVersion: 1,
    validationOutputFilters: { prefixFilters: [], bgpsecFilters: [] },
    locallyAddedAssertions: {
      prefixAssertions: origins.map(({ prefix, maxLength, as, of }) => ({
        asn: as,
        prefix,
        maxPrefixLength: maxLength,
        comment: `${fleet}: ${of}`,
      })),
      bgpsecAssertions: [],
    },
  };
}

/** The list of validated payloads that rpki-client writes and StayRTR reads (`-cache`). It has no time, so StayRTR needs `-checktime=false`. */
function vrpsOf(origins: readonly RouteOrigin[], fleet: string): object {
  return { roas: origins.map(({ prefix, maxLength, as }) => ({ asn: as, prefix, maxLength, ta: fleet })) };
}
