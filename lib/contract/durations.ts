import * as z from 'zod';

/** The one grammar of times: of fleets, of the agent's configuration and of command lines. */
const unitMs = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)$/;
const allowed = 'a time with its unit, such as 50ms, 3s or 2min';

/** Marks the type of a time, so that whoever offers more than text for it finds every one. No value has it. */
export declare const timeMark: unique symbol;

/** A time with its unit as text. Every text passes for one; the schema says which is. */
export type TimeText = string & { readonly [timeMark]?: never };

/**
 * Milliseconds of a time with its unit, such as `50ms`, `3s`, `2min` or `1h`; `m` is a minute, too.
 *
 * @throws Error if the text has another form
 */
export function milliseconds(text: string): number {
  const [, amount, unit] = pattern.exec(text) ?? [];
  if (amount === undefined || unit === undefined) throw new Error(`'${text}' is not ${allowed}`);
  return rounded(Number(amount) * unitMs[unit as keyof typeof unitMs]);
}

/** A time in whole nanoseconds, ms: 1.005 s are 1004.9999999999999 ms in binary fractions, and three times 33.3 ms are less than 99.9 ms. */
export function rounded(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}

/** What a time may be. */
export interface DurationBounds {
  /** Longest, ms. */
  readonly mostMs: number;
  /** Says what is allowed, the bounds with it. */
  readonly text: string;
  /** Shortest, ms. @default 0 */
  readonly leastMs?: number;
  /** It must be a multiple of this, ms. @default - any */
  readonly stepMs?: number;
}

/** A time with its unit, within bounds. */
export function durationWithin({ mostMs, text, leastMs = 0, stepMs = 0 }: DurationBounds): z.ZodType<TimeText, TimeText> {
  const fits = (value: string) => {
    if (!pattern.test(value)) return true;
    const ms = milliseconds(value);
    return ms >= leastMs && ms <= mostMs && (stepMs === 0 || ms % stepMs === 0);
  };
  return z.string().regex(pattern, allowed).refine(fits, text).describe(text);
}
