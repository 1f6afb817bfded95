/** Timing of a probe where the configuration gives none, ms. */
export interface ProbeTiming {
  readonly everyMs: number;
  readonly inDoubtMs: number;
  readonly timeoutMs: number;
  readonly fall: number;
  readonly hardFall: number;
  readonly rise: number;
}

/**
 * The profiles. `thesis` is Algorithm 1 as the thesis ran it: no difference between kinds of failure, no faster probes in doubt.
 */
export const profiles: Readonly<Record<'normal' | 'fast' | 'thesis', ProbeTiming>> = {
  normal: { everyMs: 100, inDoubtMs: 50, timeoutMs: 300, fall: 3, hardFall: 2, rise: 3 },
  fast: { everyMs: 50, inDoubtMs: 50, timeoutMs: 80, fall: 3, hardFall: 2, rise: 3 },
  thesis: { everyMs: 100, inDoubtMs: 100, timeoutMs: 100, fall: 3, hardFall: 3, rise: 1 },
};

/** No probe more often than this, ms: below it the agent measures itself. */
export const shortestIntervalMs = 10;
