import type { ProbeTiming } from 'anycast-mec/contract';
import type { Evidence } from './evidence';

/** What is believed of one endpoint. */
export interface EndpointHealth {
  readonly status: 'unknown' | 'up' | 'suspect' | 'down';
  readonly failures: number;
  readonly hardFailures: number;
  readonly successes: number;
  /** Last probes in a row that ended in local errors. */
  readonly blind: number;
  /** Why the last probe said nothing: an error of the agent or of its machine; absent where it said something. */
  readonly problem?: string;
  /** Whether it is down by hard evidence. */
  readonly hard: boolean;
  readonly reason: string;
  /** Start of the newest probe that counted, monotonic ms. */
  readonly newest: number;
}

/** Nothing is known yet. */
export const unknownHealth: EndpointHealth = {
  status: 'unknown',
  failures: 0,
  hardFailures: 0,
  successes: 0,
  blind: 0,
  hard: false,
  reason: 'not probed yet',
  newest: -Infinity,
};

/** Adds evidence. Probes overlap, so the result of an older one says nothing once a newer one has ended. */
export function withEvidence(health: EndpointHealth, evidence: Evidence, timing: ProbeTiming): EndpointHealth {
  if (evidence.startedAt < health.newest) return health;
  switch (evidence.class) {
    case 'none':
      return { ...health, blind: health.blind + 1, problem: evidence.reason, newest: evidence.startedAt };
    case 'ok':
    case 'overloaded':
      return succeeded(health, evidence, timing);
    default:
      return failed(health, evidence, timing);
  }
}

/** Whether `after` says something that `before` did not: successes beyond the `rise` that is asked for say nothing new. */
export function isNews(before: EndpointHealth, after: EndpointHealth, rise: number): boolean {
  return (
    before.status !== after.status ||
    before.reason !== after.reason ||
    before.hard !== after.hard ||
    before.blind !== after.blind ||
    before.problem !== after.problem ||
    Math.min(before.successes, rise) !== Math.min(after.successes, rise)
  );
}

// Written out field by field and not copied: ten thousand of these a second are made at 1,000 targets.
function succeeded(health: EndpointHealth, { reason, startedAt }: Evidence, { rise }: ProbeTiming): EndpointHealth {
  const successes = health.successes + 1;
  // An endpoint that was never down needs one success: a restart of the agent must not make it wait.
  const isUp = health.status !== 'down' || successes >= rise;
  return {
    status: isUp ? 'up' : 'down',
    failures: 0,
    hardFailures: 0,
    successes,
    blind: 0,
    hard: isUp ? false : health.hard,
    reason,
    newest: startedAt,
  };
}

function failed(health: EndpointHealth, evidence: Evidence, { fall, hardFall }: ProbeTiming): EndpointHealth {
  const failures = health.failures + 1;
  const hardFailures = evidence.class === 'hard' ? health.hardFailures + 1 : 0;
  const isDown = health.status === 'down' || failures >= fall || hardFailures >= hardFall;
  return {
    status: isDown ? 'down' : health.status === 'unknown' ? 'unknown' : 'suspect',
    failures,
    hardFailures,
    successes: 0,
    blind: 0,
    hard: isDown && hardFailures >= hardFall,
    reason: evidence.reason,
    newest: evidence.startedAt,
  };
}
