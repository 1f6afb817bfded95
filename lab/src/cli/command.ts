import type { Command } from 'commander';
import type { Terminal } from './terminal';

/** What ends a command: 0 all well, 1 findings or a failure, 2 wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** What a command does: positional arguments as declared, then the options. */
export type Action = (...args: never[]) => ExitCode | Promise<ExitCode>;

/** The module of a command: loaded only when it is called. */
export interface CommandModule {
  /** Declares arguments and options, and gives what is done with them. */
  declare(command: Command, terminal: Terminal): Action;
}
