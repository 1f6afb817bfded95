import type { Command } from 'commander';
import { experimentOf, experiments } from '../../experiments';
import type { ExitCode } from '../command';
import { UsageError } from '../../usage/usage-error';
import { measure, withMeasuring } from '../measuring';
import type { MeasuringOptions } from '../measuring';
import type { Terminal } from '../terminal';

interface Options extends MeasuringOptions {
  readonly cells?: string[];
}

/** `experiment`: measures by name, and writes the report. */
export function declare(command: Command, terminal: Terminal) {
  const width = Math.max(...experiments.map(({ name }) => name.length));
  const list = experiments.map(
    ({ name, question, ofCluster }) => `  ${name.padEnd(width)}  ${question}${ofCluster ? ' (level cluster)' : ''}`,
  );
  withMeasuring(command)
    .argument('<names...>', "experiments, or 'list'")
    .option('--cells <names>', 'these cells of the experiment only, separated by commas; default all', (text) =>
      text.split(',').filter(Boolean),
    )
    .addHelpText('after', `\nExperiments:\n${list.join('\n')}`);
  return (names: string[], options: Options): ExitCode | Promise<ExitCode> => {
    if (names.join() === 'list') {
      terminal.out(list.map((line) => line.trim()).join('\n'));
      return 0;
    }
    names.forEach(experimentOf);
    const { cells } = options;
    if (cells && names.length > 1) throw new UsageError('--cells is for one experiment: each has cells of its own');
    const measurements = names.map((name) => ({ what: { name, ...(cells && { cells }) }, folder: name }));
    const called = ['anycast-mec lab experiment', ...names, ...(cells ? [`--cells ${cells.join(',')}`] : [])];
    return measure(measurements, called.join(' '), options, terminal);
  };
}
