import type { Command } from 'commander';
import { LabClient } from '../../keeper/client';
import { takeDown } from '../../keeper/launch';
import type { ExitCode } from '../command';
import type { Terminal } from '../terminal';

/** `down`: ends a lab. */
export function declare(command: Command, terminal: Terminal) {
  command.argument('[name]', 'the lab; default the only one that runs').option('--lab <name>', 'the same');
  return async (name: string | undefined, options: { readonly lab?: string }): Promise<ExitCode> => {
    const begin = performance.now();
    const lab = LabClient.find(name ?? options.lab);
    await takeDown(lab);
    terminal.out(`lab '${lab.name}' is gone after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    return 0;
  };
}
