const unitMs = { ms: 1, s: 1000, min: 60_000 } as const;

/**
 * Milliseconds of a time with its unit, such as `50ms`, `3s` or `2min`.
 *
 * @throws Error if the text has another form.
 */
export function milliseconds(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|min)$/.exec(text);
  if (!match) throw new Error(`'${text}' is not a time with its unit, such as 50ms, 3s or 2min`);
  // 1.005 s are 1004.9999999999999 ms in binary fractions.
  return Math.round(Number(match[1]) * unitMs[match[2] as keyof typeof unitMs] * 1e6) / 1e6;
}
