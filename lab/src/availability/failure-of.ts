import type { availability } from 'anycast-mec';

type FailureId = availability.FailureId;

/** What was done, as far as it tells the kind of failure. */
export interface Done {
  /** Every fault in words: its verb, its target, its options. */
  readonly faults: readonly string[];
  /** Case of the fleet's budget that it is held against; absent where the budget knows none. */
  readonly case?: string;
}

/** A kind of failure, and what ends it. */
export interface MeantFailure {
  readonly failure: FailureId;
  readonly endedBy: 'failover' | 'repair';
}

/** What faults of an application are, at every host of a site. */
const ofApplication: Readonly<Record<string, MeantFailure>> = {
  'app-kill': { failure: 'application-killed', endedBy: 'failover' },
  'app-hang': { failure: 'application-hung', endedBy: 'failover' },
  // Nobody else serves meanwhile: Kubernetes makes new pods.
  'pod-delete': { failure: 'application-killed', endedBy: 'repair' },
};

const cases: ReadonlySet<string> = new Set<FailureId>([
  ...(['drain', 'withdraw', 'host-loss', 'all-hosts-loss'] as const),
  ...(['gateway-loss', 'border-loss', 'uplink-loss'] as const),
]);

/** The kind of failure that faults are; undefined where the availability of a fleet knows none of it. */
export function failureOf({ faults, case: named }: Done): MeantFailure | undefined {
  const [verb = '', target = ''] = faults[0]?.split(' ') ?? [];
  const application = ofApplication[verb];
  // `site` or `site/service`; with a host between them, others of the site serve on, and that is no kind of its own.
  if (application) return target.split('/').length <= 2 ? application : undefined;
  // The loss of an uplink of the serving site is held against the budget of its border: the PE finds both alike.
  if (named === 'border-loss' && verb.startsWith('link-')) return { failure: 'uplink-loss', endedBy: 'failover' };
  return named !== undefined && cases.has(named) ? { failure: named as FailureId, endedBy: 'failover' } : undefined;
}
