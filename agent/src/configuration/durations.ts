import * as z from 'zod';

/** `min` is how a fleet writes a minute: the agent takes whatever a fleet may say. */
const units = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|min|m|h)$/;

/** Longest duration, ms: a day. Timers of Node know no more than 2^31 - 1 ms and fire at once above it. */
const longestMs = 86_400_000;

/** A duration such as `100ms`, `2s` or `5m`. */
export const durationSchema = z
  .string()
  .regex(pattern, { error: 'a duration such as 100ms, 2s or 5min', abort: true })
  .refine((text) => milliseconds(text) <= longestMs, 'a duration of at most 24h');

/**
 * A duration in milliseconds.
 *
 * @throws Error if the text is no duration
 */
export function milliseconds(text: string): number {
  const [, amount, unit] = pattern.exec(text) ?? [];
  if (amount === undefined || unit === undefined) throw new Error(`'${text}' is no duration such as 100ms, 2s or 5min`);
  return Number(amount) * units[unit as keyof typeof units];
}
