/** A confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Confidence that it really has: at least what was asked for, or the most that so few values can give. */
  readonly confidence: number;
}

/**
 * Confidence interval of the median from order statistics alone: no assumption about the distribution (exact binomial, David
 * and Nagaraja, Order Statistics, section 7.1). With n = 20 it is [x6, x15] with 95.9 %.
 *
 * @param confidence asked for. @default 0.95
 * @throws Error of no values
 */
export function medianInterval(values: readonly number[], confidence = 0.95): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  // The interval [x(r), x(n+1-r)] misses the median with twice P(at most r-1 of n fair coins show heads).
  let rank = 1;
  let missed = 2 * atMost(0, n);
  for (let next = 2; next <= Math.floor((n + 1) / 2); next++) {
    const misses = 2 * atMost(next - 1, n);
    if (1 - misses < confidence) break;
    [rank, missed] = [next, misses];
  }
  const [low, high] = [sorted[rank - 1], sorted[n - rank]];
  if (low === undefined || high === undefined) throw new Error('no values have no interval');
  return { low, high, confidence: Math.max(0, 1 - missed) };
}

/** Probability of at most `k` heads of `n` fair coins. By logarithms: 2 to the -n alone underflows from n = 1075 on. */
function atMost(k: number, n: number): number {
  let logTerm = -n * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let heads = 1; heads <= k; heads++) {
    logTerm += Math.log((n - heads + 1) / heads);
    sum += Math.exp(logTerm);
  }
  return sum;
}
