import { Command, CommanderError } from 'commander';
import { FleetError } from 'anycast-mec';
import type { ExitCode } from './command';
import { UsageError } from '../usage/usage-error';
import { commands } from './commands';
import { throughGuest } from './guest-lab';
import type { Terminal } from './terminal';

export type { Terminal } from './terminal';

/**
 * Runs a command of the lab.
 *
 * @param args what stands after `anycast-mec lab`
 * @returns the exit code: 0, 1 for findings or a failure, 2 for wrong usage
 */
export async function runLab(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('anycast-mec lab')
    .description('The fleet runs, for real, on this machine.')
    .addHelpText('after', '\nExit codes: 0 all well, 1 findings or a failure, 2 wrong usage.')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      getOutHasColors: () => terminal.colour,
    });
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = program.command(name).description(summary);
    if (!args.includes(name)) continue;
    const action = load().declare(command, terminal) as (...values: unknown[]) => ExitCode | Promise<ExitCode>;
    command.action(async (...values: unknown[]) => {
      code = await action(...values.slice(0, -1));
    });
  }
  try {
    const inGuest = await throughGuest(args, terminal);
    if (inGuest !== undefined) return inGuest;
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (FleetError.isFleetError(error)) terminal.err(error.message);
    else terminal.err(`error: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof UsageError ? 2 : 1;
  }
}
