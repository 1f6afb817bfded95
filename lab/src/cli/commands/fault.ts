import type { Command } from 'commander';
import { faultOf, faults } from '../../faults';
import type { InjectedFault } from '../../model/fault-desk';
import type { ExitCode } from '../command';
import { chosenLab, withLab } from '../chosen-lab';
import { duration } from '../duration';
import type { LabOption } from '../chosen-lab';
import type { Terminal } from '../terminal';

interface Options extends LabOption {
  readonly for?: number;
  readonly json?: true;
}

/** `fault`: lets something fail. */
export function declare(command: Command, terminal: Terminal) {
  const width = Math.max(...faults.map(({ name }) => name.length));
  const verbs = faults.map(
    ({ name, summary, target }) => `  ${name.padEnd(width)}  ${target.text}\n  ${' '.repeat(width)}  ${summary}`,
  );
  withLab(command)
    .argument('<verb>', 'what happens')
    .argument('<target>', 'what it happens to')
    .argument('[options...]', 'what more the verb takes, such as 20%')
    .option('--for <duration>', 'heal it after this time, such as 10s or 500ms', duration)
    .option('--json', 'as JSON')
    .addHelpText('after', `\nVerbs and their targets:\n${verbs.join('\n')}`);
  return async (verb: string, target: string, words: string[], options: Options): Promise<ExitCode> => {
    faultOf(verb);
    const request = { verb, target, options: words, ...(options.for !== undefined && { forMs: options.for }) };
    const fault = (await chosenLab(options).call('fault', request)) as InjectedFault;
    const took = Number(BigInt(fault.afterNs) - BigInt(fault.beforeNs)) / 1e6;
    const healing =
      options.for === undefined ? `heal it with 'anycast-mec lab heal ${fault.id}'` : `heals after ${options.for} ms`;
    terminal.out(options.json ? JSON.stringify(fault) : `${fault.id}: ${fault.detail} (took ${took.toFixed(1)} ms; ${healing})`);
    return 0;
  };
}
