/** What can be seen of a failover. */
export const eventKinds = [
  'inject',
  'route-label',
  'bfd-down',
  'bfd-up',
  'bgp-withdraw',
  'bgp-announce',
  'bgp-closed',
  'fib-changed',
  'fib-removed',
  'first-reply',
  'stable',
  'heal',
  'back',
] as const;

/** See {@link eventKinds}. */
export type EventKind = (typeof eventKinds)[number];

/** Something that happened at a moment. */
export interface TimelineEvent {
  /** CLOCK_MONOTONIC, ns. */
  readonly atNs: bigint;
  readonly kind: EventKind;
  /** Where it was seen: full name of a router, or the client. */
  readonly where: string;
  /** Further details, such as the neighbor or the new next hop. */
  readonly detail: string;
}

/** An event in a journal: ms after the fault was injected. */
export interface TrialEvent extends Omit<TimelineEvent, 'atNs'> {
  readonly atMs: number;
}
