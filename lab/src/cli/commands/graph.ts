import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import type { Command } from 'commander';
import type { ExitCode } from '../command';
import { chosenLab, withLab } from '../chosen-lab';
import type { LabOption } from '../chosen-lab';
import type { Terminal } from '../terminal';

interface Options extends LabOption {
  readonly format: 'svg' | 'mermaid';
  readonly output?: string;
}

/** `graph`: a picture of the lab. */
export function declare(command: Command, terminal: Terminal) {
  withLab(command)
    .addOption(new Option('--format <format>', 'language of the picture').choices(['svg', 'mermaid']).default('svg'))
    .option('-o, --output <file>', 'write it there instead of printing it');
  return async (options: Options): Promise<ExitCode> => {
    const text = String(await chosenLab(options).call('graph', { format: options.format }));
    if (options.output === undefined) terminal.out(text.trimEnd());
    else writeFileSync(options.output, text);
    return 0;
  };
}
