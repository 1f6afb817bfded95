import { durationWithin } from '../durations';

/** Longest time that the agent is told, ms: a day. Timers of Node know no more than 2^31 - 1 ms and fire at once above it. */
export const longestTimeMs = 86_400_000;

/** A time in the agent's configuration. */
export const durationSchema = durationWithin({ mostMs: longestTimeMs, text: 'a time of at most 24h, such as 100ms, 2s or 5min' });
