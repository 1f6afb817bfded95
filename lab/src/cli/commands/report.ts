import type { Command } from 'commander';
import { resolve } from 'node:path';
import { writeReport } from '../../report';
import type { ExitCode } from '../command';
import type { Terminal } from '../terminal';

interface Options {
  readonly json?: true;
}

/** `report`: writes the report of what was measured. */
export function declare(command: Command, terminal: Terminal) {
  command.argument('<folder>', 'folder with journals, in it or below it').option('--json', 'paths of what was written, as JSON');
  return async (folder: string, options: Options): Promise<ExitCode> => {
    const { tables, html, pictures } = await writeReport(resolve(folder));
    if (options.json) terminal.out(JSON.stringify({ html, pictures }));
    else terminal.out(`${tables}\nreport: ${html}`);
    return 0;
  };
}
