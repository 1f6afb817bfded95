import type { ProbeTiming } from '../configuration/profiles';
import type { Evidence } from './evidence';

/** What is believed of one endpoint. */
export interface EndpointHealth {
  readonly status: 'unknown' | 'up' | 'suspect' | 'down';
  readonly failures: number;
  readonly hardFailures: number;
  readonly successes: number;
  /** Last probes in a row that ended in local errors. */
  readonly blind: number;
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
  if (evidence.class === 'none') return { ...health, blind: health.blind + 1, newest: evidence.startedAt };
  const seen = { ...health, blind: 0, reason: evidence.reason, newest: evidence.startedAt };
  return evidence.class === 'ok' || evidence.class === 'overloaded'
    ? succeeded(seen, timing)
    : failed(seen, evidence.class === 'hard', timing);
}

function succeeded(health: EndpointHealth, { rise }: ProbeTiming): EndpointHealth {
  const successes = health.successes + 1;
  // An endpoint that was never down needs one success: a restart of the agent must not make it wait.
  const isUp = health.status !== 'down' || successes >= rise;
  return { ...health, status: isUp ? 'up' : 'down', successes, failures: 0, hardFailures: 0, hard: isUp ? false : health.hard };
}

function failed(health: EndpointHealth, hard: boolean, { fall, hardFall }: ProbeTiming): EndpointHealth {
  const failures = health.failures + 1;
  const hardFailures = hard ? health.hardFailures + 1 : 0;
  const isDown = health.status === 'down' || failures >= fall || hardFailures >= hardFall;
  const status = isDown ? 'down' : health.status === 'unknown' ? 'unknown' : 'suspect';
  return { ...health, status, failures, hardFailures, successes: 0, hard: isDown && hardFailures >= hardFall };
}
