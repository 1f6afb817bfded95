import { rounded } from '../contract/durations';

/** Length of a month of an error budget, ms: 30 days. */
export const monthMs = 30 * 86_400_000;

/**
 * Share of the time in which a service answers: equation 5.1 of the thesis that the project began with, MTBF / (MTBF + MTTR).
 *
 * @param mtbfMs mean time between two failures, ms; above 0
 * @param mttrMs mean time from a failure until the service answers again, ms
 * @throws Error of times that are none
 */
export function availability(mtbfMs: number, mttrMs: number): number {
  if (!(mtbfMs > 0 && Number.isFinite(mtbfMs))) throw new Error(`an MTBF is a time above 0 ms, not ${mtbfMs} ms`);
  if (!(mttrMs >= 0 && Number.isFinite(mttrMs))) throw new Error(`an MTTR is a time from 0 ms on, not ${mttrMs} ms`);
  return mtbfMs / (mtbfMs + mttrMs);
}

/** Share of the time in which nothing fails of what fails by itself, each with its availability. */
export function together(availabilities: readonly number[]): number {
  return availabilities.reduce((product, one) => product * one, 1);
}

/**
 * Time in a month without an answer that an objective leaves, ms: its error budget.
 *
 * @param objective availability asked for, percent: above 0, below 100
 */
export function errorBudgetMs(objective: number): number {
  // 100 - 99.99 is 0.01000000000000512 in binary fractions, and a failover too many or too few would come of it.
  return rounded(((100 - objective) / 100) * monthMs);
}

/**
 * How many outages of a length an objective leaves room for in a month.
 *
 * @param objective availability asked for, percent: above 0, below 100
 * @param mttrMs length of one, ms
 * @returns Infinity where an outage takes no time
 */
export function outagesAMonth(objective: number, mttrMs: number): number {
  return Math.floor(rounded(errorBudgetMs(objective) / mttrMs));
}
