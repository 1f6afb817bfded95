import type { Command } from 'commander';
import { experiments } from '../../experiments';
import type { ExitCode } from '../command';
import { UsageError } from '../command';
import { measure, withMeasuring } from '../measuring';
import type { MeasuringOptions } from '../measuring';
import type { Terminal } from '../terminal';

/** `experiment`: measures by name, and writes the report. */
export function declare(command: Command, terminal: Terminal) {
  const width = Math.max(...experiments.map(({ name }) => name.length));
  const list = experiments.map(
    ({ name, question, ofCluster }) => `  ${name.padEnd(width)}  ${question}${ofCluster ? ' (level cluster)' : ''}`,
  );
  withMeasuring(command)
    .argument('<names...>', "experiments, or 'list'")
    .addHelpText('after', `\nExperiments:\n${list.join('\n')}`);
  return (names: string[], options: MeasuringOptions): ExitCode | Promise<ExitCode> => {
    if (names.join() === 'list') {
      terminal.out(list.map((line) => line.trim()).join('\n'));
      return 0;
    }
    const unknown = names.filter((name) => !experiments.some((entry) => entry.name === name));
    if (unknown.length)
      throw new UsageError(
        `there is no experiment '${unknown.join("', '")}'; there are: ${experiments.map(({ name }) => name).join(', ')}`,
      );
    const measurements = names.map((name) => ({ what: { name }, folder: name }));
    return measure(measurements, `anycast-mec lab experiment ${names.join(' ')}`, options, terminal);
  };
}
