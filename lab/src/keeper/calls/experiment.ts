import { z } from 'zod';
import { experimentOf, withCells } from '../../experiments';
import { adHoc } from '../../experiments/ad-hoc';
import { runExperiment } from '../../measure';
import type { Experiment } from '../../measure/cell';
import { labCall } from '../call';

const fault = z.strictObject({
  verb: z.string(),
  target: z.string(),
  options: z.array(z.string()).exactOptional(),
  client: z.string().exactOptional(),
  service: z.string().exactOptional(),
  expect: z.string().exactOptional(),
});

const input = z.strictObject({
  /** A named experiment with all its cells, or those that are named; or any fault. */
  what: z.union([z.strictObject({ name: z.string(), cells: z.array(z.string()).exactOptional() }), fault]),
  trials: z.int().exactOptional(),
  seed: z.int().exactOptional(),
  paceMs: z.int().exactOptional(),
  steadyMs: z.int().exactOptional(),
  stableMs: z.int().exactOptional(),
  /** Absolute path of the folder for journal and samples. */
  out: z.string().startsWith('/'),
  /** The command that repeats it. */
  command: z.string(),
});

/** Measures; ends after the trial at hand when whoever asked has gone. */
export const experiment = labCall({
  name: 'experiment',
  input,
  run: async (lab, { what, ...options }, progress, signal) => {
    const chosen = 'name' in what ? named(what) : adHoc(what);
    const journal = await runExperiment(lab, chosen, { ...options, progress, signal });
    return { out: options.out, trials: journal.trials.length, latencies: journal.latencies.length };
  },
});

function named({ name, cells }: { readonly name: string; readonly cells?: readonly string[] }): Experiment {
  const experiment = experimentOf(name);
  return cells ? withCells(experiment, cells) : experiment;
}
