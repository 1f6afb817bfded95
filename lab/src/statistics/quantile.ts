/**
 * The value below which a share of the values lies, interpolated between neighbors (Hyndman and Fan, type 7). Infinite values (censored
 * ones) count as what they are: larger than all others.
 *
 * @param share 0 to 1
 * @throws Error of no values, or a share outside 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) throw new Error(`a quantile is of a share from 0 to 1, not ${share}`);
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (low === undefined || high === undefined) throw new Error('no values have no quantile');
  return low === high ? low : low + (high - low) * (position - Math.floor(position));
}

/** The median. @throws Error of no values */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The arithmetic mean. @throws Error of no values */
export function mean(values: readonly number[]): number {
  if (!values.length) throw new Error('no values have no mean');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One step of an empirical distribution: this share of the values is at most `value`. */
export interface EcdfStep {
  readonly value: number;
  readonly share: number;
}

/** The empirical distribution function, a step for each different value, ascending. */
export function ecdf(values: readonly number[]): EcdfStep[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.flatMap((value, index) => (sorted[index + 1] === value ? [] : [{ value, share: (index + 1) / sorted.length }]));
}
