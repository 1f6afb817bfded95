import type { Command } from 'commander';
import type { ExitCode } from '../command';
import type { Terminal } from '../terminal';

/** The lab is a package of its own: known by name alone, and looked for when it is called. */
const packageName = '@anycast-mec/lab';

interface LabPackage {
  runLab(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** `lab`: hands everything to the package that holds it. */
export function declare(command: Command, terminal: Terminal) {
  command.parent?.enablePositionalOptions();
  command.argument('[words...]').helpOption(false).allowUnknownOption().passThroughOptions();
  return (words: string[]): Promise<ExitCode> => load().runLab(words, terminal);
}

/** @throws Error that says how it is installed */
function load(): LabPackage {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a package that may be absent
    return require(packageName) as LabPackage;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND' && error.message.includes(packageName)))
      throw error;
    throw new Error(`the lab is not installed; remedy: npm install ${packageName} (in a clone: make setup)`, { cause: error });
  }
}
