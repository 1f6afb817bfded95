import * as z from 'zod';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;

/** A duration such as `100ms`, `2s` or `5m`. */
export const durationSchema = z.string().regex(pattern, 'a duration such as 100ms, 2s or 5m');

/**
 * A duration in milliseconds.
 *
 * @throws Error if the text is no duration
 */
export function milliseconds(text: string): number {
  const [, amount, unit] = pattern.exec(text) ?? [];
  if (amount === undefined || unit === undefined) throw new Error(`'${text}' is no duration such as 100ms, 2s or 5m`);
  return Number(amount) * units[unit as keyof typeof units];
}
