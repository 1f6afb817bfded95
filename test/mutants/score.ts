/** What came of the mutants of a room. */
export interface Count {
  readonly room: string;
  /** All that the room has, tried or not. */
  readonly all: number;
  readonly tried: number;
  readonly killed: number;
  /** Survivors whose reason stands in the list. */
  readonly explained: number;
}

/** A share with its interval of 95 %. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Quantile of the normal distribution for 95 %. */
const z = 1.96;

/** Share of the killed, of a room. An explained survivor cannot be killed, so it does not count. Wilson's interval; a room that was tried whole has none. */
export function scoreOf({ all, tried, killed, explained }: Count): Share {
  const n = tried - explained;
  if (n === 0) return { share: 1, low: 0, high: 1 };
  const share = killed / n;
  if (tried === all) return { share, low: share, high: share };
  const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { share, low: middle - half, high: middle + half };
}

/** Share of the whole: rooms by their weight, as a stratified sample is read (Cochran, Sampling Techniques, section 5.3). */
export function whole(counts: readonly Count[]): Share {
  const tried = counts.filter((count) => count.tried - count.explained > 0);
  const all = tried.reduce((sum, count) => sum + count.all, 0);
  let share = 0;
  let variance = 0;
  for (const count of tried) {
    const weight = count.all / all;
    const n = count.tried - count.explained;
    const here = scoreOf(count).share;
    share += weight * here;
    if (n > 1) variance += weight ** 2 * (1 - count.tried / count.all) * ((here * (1 - here)) / (n - 1));
  }
  const half = z * Math.sqrt(variance);
  return { share, low: Math.max(0, share - half), high: Math.min(1, share + half) };
}
