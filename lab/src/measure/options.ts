import type { LiveWindow } from '../probes';
import type { Progress } from '../model/progress';
import type { Journal } from './journal';

/** How an experiment is run. */
export interface RunOptions {
  /** Trials of each cell that count. @default 20 */
  readonly trials?: number;
  /** Seed of the order of the trials and of the moments of injection. @default 1 */
  readonly seed?: number;
  /** Interval of the stream that outages are taken from, ms: their resolution. @default 1 */
  readonly paceMs?: number;
  /** How long the first site must answer everything before the fault, ms. @default 2000 */
  readonly steadyMs?: number;
  /** How long the next site must answer everything until it counts as stable, ms. @default 2000 */
  readonly stableMs?: number;
  /** How long the next site is waited for before the trial is censored, ms. @default 30000 */
  readonly giveUpMs?: number;
  /** Folder for the journal and the samples: made if it does not exist. */
  readonly out: string;
  /** The command that repeats it, for the journal. */
  readonly command: string;
  readonly progress: Progress;
  readonly live?: (window: LiveWindow) => void;
  /** Ends the run after the trial at hand; what was measured is kept. */
  readonly signal?: AbortSignal;
}

/** The options with defaults. @throws Error that lists what is out of range */
export function withDefaults(options: RunOptions): Journal['options'] {
  const { trials = 20, seed = 1, paceMs = 1, steadyMs = 2000, stableMs = 2000, giveUpMs = 30_000 } = options;
  const problems = [
    ...(Number.isInteger(trials) && trials >= 1 && trials <= 1000 ? [] : [`trials: ${trials}; allowed is 1 to 1000`]),
    ...(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff ? [] : [`seed: ${seed}; allowed is 0 to 4294967295`]),
    ...(Number.isInteger(paceMs) && paceMs >= 1 && paceMs <= 100 ? [] : [`paceMs: ${paceMs}; allowed is 1 to 100 ms`]),
    ...[
      ['steadyMs', steadyMs],
      ['stableMs', stableMs],
      ['giveUpMs', giveUpMs],
    ].flatMap(([name, ms]) =>
      Number(ms) >= 500 && Number(ms) <= 600_000 ? [] : [`${name}: ${ms}; allowed is 500 to 600000 ms`],
    ),
  ];
  if (problems.length) throw new Error(`an experiment cannot be run so:\n  ${problems.join('\n  ')}`);
  return { trials, seed, paceMs, steadyMs, stableMs, giveUpMs };
}
