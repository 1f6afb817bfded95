import type { Command } from 'commander';
import type { HealedFault } from '../../model/fault-desk';
import type { ExitCode } from '../command';
import { chosenLab, withLab } from '../chosen-lab';
import type { LabOption } from '../chosen-lab';
import type { Terminal } from '../terminal';

/** `heal`: takes faults back. */
export function declare(command: Command, terminal: Terminal) {
  withLab(command).argument('[fault]', 'its id; default all').option('--json', 'as JSON');
  return async (id: string | undefined, options: LabOption & { readonly json?: true }): Promise<ExitCode> => {
    const healed = (await chosenLab(options).call('heal', id === undefined ? {} : { id })) as HealedFault[];
    if (options.json) terminal.out(JSON.stringify(healed));
    else
      terminal.out(healed.map((fault) => `${fault.id}: ${fault.verb} ${fault.target} healed`).join('\n') || 'nothing was broken');
    return 0;
  };
}
