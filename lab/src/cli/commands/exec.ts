import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import type { ExitCode } from '../command';
import { UsageError } from '../../usage/usage-error';
import { chosenLab, withLab } from '../chosen-lab';
import type { LabOption } from '../chosen-lab';
import { entrance } from '../entrance';
import type { Terminal } from '../terminal';

/** `exec`: runs a command in a node, with this terminal. */
export function declare(command: Command, _terminal: Terminal) {
  withLab(command)
    .argument('<node>', 'the node, such as mec-1/border-1 or client/mec-1/ran')
    .argument('[command...]', 'what is run; default a shell')
    .passThroughOptions()
    .addHelpText('after', '\nExample: anycast-mec lab exec mec-1/border-1 -- vtysh -c "show bgp summary"');
  return async (node: string, words: string[], options: LabOption): Promise<ExitCode> => {
    const asked = words[0] === '--' ? words.slice(1) : words;
    if (words[0]?.startsWith('-') && words[0] !== '--')
      throw new UsageError(`put -- before the command: exec ${node} -- ${words.join(' ')}`);
    const [program = '', ...args] = [...(await entrance(chosenLab(options), node)), ...(asked.length ? asked : ['sh'])];
    const child = spawn(program, args, { stdio: 'inherit' });
    // The terminal gives Ctrl-C to both: it is meant for the command.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (status, signal) => resolve(status ?? (signal ? 1 : 0)));
    });
    process.off('SIGINT', ignore);
    return code === 0 ? 0 : 1;
  };
}
