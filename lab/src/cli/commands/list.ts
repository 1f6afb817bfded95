import type { Command } from 'commander';
import { labFolder, readState, runningLabs } from '../../keeper/folder';
import { offers } from '../../machine/choice';
import { lookAtMachine } from '../../machine/machine';
import type { ExitCode } from '../command';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

/** `list`: what runs, and what could. */
export function declare(command: Command, terminal: Terminal) {
  command.option('--json', 'as JSON');
  return async (options: { readonly json?: true }): Promise<ExitCode> => {
    const labs = runningLabs().flatMap((name) => readState(name) ?? []);
    const levels = offers(await lookAtMachine());
    if (options.json) {
      terminal.out(JSON.stringify({ labs, levels }, null, 2));
      return 0;
    }
    const rows = labs.map(({ name, level, fleetFile, since }) => [
      name,
      level,
      fleetFile,
      `${Math.round((Date.now() - since) / 1000)} s`,
      labFolder(name),
    ]);
    terminal.out(rows.length ? tableOf(['lab', 'level', 'fleet', 'since', 'folder'], rows) : 'no lab runs');
    terminal.out(
      tableOf(
        ['level', 'can be run here'],
        levels.map(({ level, reason }) => [level, reason ?? 'yes']),
      ),
    );
    return 0;
  };
}
