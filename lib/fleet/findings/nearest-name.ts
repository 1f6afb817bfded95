import { closest, distance } from 'fastest-levenshtein';

/** Letters from which on what was written is taken for a part of a name. */
const shortestPart = 4;

/**
 * The known name that was likely meant: one that what was written is a part of, else the most alike. Undefined where none shares at least
 * half of its letters: it was not meant to be one of them.
 */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const alike = known.find((name) => name.toLowerCase() === written.toLowerCase());
  if (alike !== undefined) return alike;
  const whole = written.length < shortestPart ? [] : known.filter((name) => name.includes(written));
  if (whole.length) return closest(written, whole);
  const guess = known.length ? closest(written, [...known]) : undefined;
  return guess !== undefined && distance(written, guess) <= Math.max(written.length, guess.length) / 2 ? guess : undefined;
}
