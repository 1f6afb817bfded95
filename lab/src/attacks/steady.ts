import { allHold } from '../expectations/hold';
import type { RunningLab } from '../model/running-lab';
import { until } from '../network/until';
import { census } from './census';
import type { Census } from './census';

/** Longest time until the lab is steady, ms: a table of 100,000 routes must be gone from every router. */
const steadyMs = 120_000;
/** Time between two looks, ms: tables may be long, and a look at one takes time from the routers that empty it. */
const lookMs = 500;

/** Waits until the lab does what the Fleet predicts. @throws UnmetError with what does not */
export async function steady(lab: RunningLab): Promise<void> {
  await allHold(lab.expectations(), steadyMs, () => undefined, lookMs);
}

/**
 * Waits until the lab does again what the Fleet predicts. What is cheap to see comes first: that no neighbor has more routes than before.
 *
 * @throws Error with what does not become so
 */
export async function steadyAgain(lab: RunningLab, before: Census): Promise<void> {
  await until('the routes of the attacker are gone', steadyMs, async () => moreThan(before, await census(lab)), lookMs);
  await steady(lab);
}

/** Neighbors of which more routes are taken than before. */
export function moreThan(before: Census, now: Census): string[] {
  return [...now].flatMap(([name, { accepted }]) => {
    const known = before.get(name)?.accepted ?? 0;
    return accepted > known ? [`${name}: ${accepted} routes, before: ${known}`] : [];
  });
}
