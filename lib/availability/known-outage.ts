import type { FailureId } from './failures';

/** How long a kind of failure lasted, as somebody measured it. */
export interface KnownOutage {
  readonly failure: FailureId;
  /** What ended it: a failover, or that the failed thing itself came back. */
  readonly endedBy: 'failover' | 'repair';
  /** Mean length, ms. */
  readonly meanMs: number;
  /** Where it is from. */
  readonly source: string;
}

/** The longest of the outages of a kind: what several places or daemons measured differently counts by the worst. */
export function longestOf(
  outages: readonly KnownOutage[],
  failure: FailureId,
  endedBy: KnownOutage['endedBy'],
): KnownOutage | undefined {
  return outages
    .filter((outage) => outage.failure === failure && outage.endedBy === endedBy)
    .reduce<KnownOutage | undefined>((worst, outage) => (worst && worst.meanMs >= outage.meanMs ? worst : outage), undefined);
}
