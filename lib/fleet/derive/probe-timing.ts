import { milliseconds } from '../addresses/duration';
import type { HealthDescription } from '../description/health';

/** Probes are made at least so far apart, and wait at least so long, ms (the agent's own limit, agent/src/configuration/profiles.ts). */
export const shortestProbeMs = 10;
/** Probes are made at most so far apart, ms: 1 h. */
export const longestProbeMs = 3_600_000;
/** An answer is waited for at most so long, ms: 24 h, the longest time that the agent takes (agent/src/configuration/durations.ts). */
export const longestTimeoutMs = 86_400_000;

/** Timing that is not given, by profile: the agent's (agent/src/configuration/profiles.ts); a test holds the two against each other. */
const profiles = {
  normal: { everyMs: 100, timeoutMs: 300, fall: 3 },
  fast: { everyMs: 50, timeoutMs: 80, fall: 3 },
  thesis: { everyMs: 100, timeoutMs: 100, fall: 3 },
} as const;

/** How often an endpoint is asked, how long an answer may take, and how many failures in a row are one. */
export interface ProbeTiming {
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly fall: number;
}

/** The timing of a health with every default filled in. */
export function probeTiming({ profile = 'normal', every, timeout, fall: given }: HealthDescription): ProbeTiming {
  const base = profiles[profile];
  const everyMs = every === undefined ? base.everyMs : milliseconds(every);
  const fall = given ?? base.fall;
  const timeoutMs = timeout === undefined ? Math.min(base.timeoutMs, everyMs * fall) : milliseconds(timeout);
  return { everyMs, timeoutMs, fall };
}
