import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { LabClient } from '../keeper/client';
import type { Progress } from '../model/progress';
import { writeReport } from '../report';
import type { ExitCode } from './command';
import { inLabs, labOfFleetText, withLabOfFleet } from './lab-of-fleet';
import type { LabOfFleetOptions } from './lab-of-fleet';
import { progressPrinter } from './progress-printer';
import type { Terminal } from './terminal';

/** Options of what measures. */
export interface MeasuringOptions extends LabOfFleetOptions {
  readonly trials: number;
  readonly seed: number;
  readonly pace: number;
  readonly steady: number;
  readonly out: string;
  readonly json?: true;
}

/** Something to measure: what the keeper is asked for, and the name of its folder. */
export interface Measurement {
  readonly what: unknown;
  readonly folder: string;
}

/** Declares the options of what measures. */
export function withMeasuring(command: Command): Command {
  command
    .option('--trials <n>', 'trials of each cell that count', wholeNumber, 20)
    .option('--seed <n>', 'seed of the order and of the moments of the faults', wholeNumber, 1)
    .option('--pace <ms>', 'interval of the stream that outages are taken from; 5 or more for slow machines', wholeNumber, 1)
    .option(
      '--steady <ms>',
      'how long everything must be answered before a fault, after it, and at home again',
      wholeNumber,
      2000,
    )
    .option('--out <folder>', 'where journals, samples, pictures and report go', 'lab-results');
  return withLabOfFleet(command, 'measure').option('--json', 'progress as lines of JSON');
}

/**
 * Measures in a running lab, or in labs that are started for it, and writes the report.
 *
 * @param command what repeats it, without the options of {@link withMeasuring}
 */
export async function measure(
  measurements: readonly Measurement[],
  command: string,
  options: MeasuringOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const progress = progressPrinter(terminal, options.json === true);
  await inLabs(options, progress, (lab, suffix) => inLab(lab, measurements, command, suffix, options, progress));
  const report = await writeReport(resolve(options.out));
  terminal.out(options.json ? JSON.stringify({ result: { report: report.html, pictures: report.pictures } }) : report.tables);
  if (!options.json) terminal.out(`report: ${report.html}`);
  return 0;
}

async function inLab(
  lab: LabClient,
  measurements: readonly Measurement[],
  command: string,
  suffix: string,
  options: MeasuringOptions,
  progress: Progress,
): Promise<void> {
  const { trials, seed, pace, steady, out } = options;
  const given = [
    `--trials ${trials} --seed ${seed}`,
    ...(pace === 1 ? [] : [`--pace ${pace}`]),
    ...(steady === 2000 ? [] : [`--steady ${steady}`]),
    ...labOfFleetText(options),
  ];
  const gone = new AbortController();
  const stop = () => gone.abort();
  process.once('SIGINT', stop);
  try {
    for (const { what, folder } of measurements) {
      const to = resolve(out, folder + suffix);
      await lab.call(
        'experiment',
        { what, trials, seed, paceMs: pace, steadyMs: steady, stableMs: steady, out: to, command: [command, ...given].join(' ') },
        progress,
        gone.signal,
      );
    }
  } finally {
    process.off('SIGINT', stop);
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('allowed is a whole number.');
  return value;
}
