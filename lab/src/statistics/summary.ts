import { medianInterval } from './confidence';
import type { Interval } from './confidence';
import { mean, median } from './quantile';

/** A measurement of one trial; `Infinity` where it was still going on when the trial ended (right-censored). */
export type Measurement = number;

/** What the trials of one cell have in common. Values that are censored count as infinite and are never dropped. */
export interface Summary {
  readonly n: number;
  /** How many of them are censored. */
  readonly censored: number;
  /** Infinite when half of the trials or more are censored. */
  readonly median: number;
  readonly interval: Interval;
  readonly min: number;
  readonly max: number;
  /** Of what is not censored; absent where everything is. */
  readonly mean?: number;
}

/** Sums up trials; undefined where there are none. */
export function summarize(values: readonly Measurement[]): Summary | undefined {
  if (!values.length) return undefined;
  const finite = values.filter(Number.isFinite);
  return {
    n: values.length,
    censored: values.length - finite.length,
    median: median(values),
    interval: medianInterval(values),
    min: Math.min(...values),
    max: Math.max(...values),
    ...(finite.length ? { mean: mean(finite) } : {}),
  };
}

/** What a reader must know about censored trials; undefined where there are none. */
export function censoringNote(summary: Summary): string | undefined {
  if (!summary.censored) return undefined;
  const half = summary.censored * 2 >= summary.n ? ' The median itself lies beyond what was observed.' : '';
  return `${summary.censored} of ${summary.n} trials ended before the effect did: they count as longer than every other.${half}`;
}
