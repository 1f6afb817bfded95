import type { Command } from 'commander';
import type { ExitCode } from '../command';
import { labCommands } from '../lab-package';
import type { Terminal } from '../terminal';

/** `lab`: hands everything to the package that holds it. */
export function declare(command: Command, terminal: Terminal) {
  command.parent?.enablePositionalOptions();
  command.argument('[words...]').helpOption(false).allowUnknownOption().passThroughOptions();
  return (words: string[]): Promise<ExitCode> => labCommands().runLab(words, terminal);
}
