/** Numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** A generator that gives the same numbers for the same seed (mulberry32: 32 bits of state, enough to shuffle trials). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A copy in random order. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const keyed = list.map((entry) => ({ entry, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry);
}

/**
 * Moments of injection for `count` trials, one in each of `count` equal parts of the interval (stratified), in random order: a fixed
 * pause would lock the fault to one phase of the BFD timer.
 */
export function injectionPhases(count: number, intervalMs: number, random: Random): number[] {
  return shuffled(
    Array.from({ length: count }, (_, part) => ((part + random()) / count) * intervalMs),
    random,
  );
}
