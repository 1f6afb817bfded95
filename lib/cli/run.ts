import { Command, CommanderError } from 'commander';
import { FleetError } from '../fleet/findings/fleet-error';
import { UnknownSiteError } from '../synth/site-choice';
import { commands } from './commands';
import type { ExitCode } from './command';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { version } from './version';

/** Exit code of wrong usage. */
const usage = 2;

const codes = `
Exit codes: 0 all well, 1 findings or a failure, 2 wrong usage.`;

/**
 * Runs the command line.
 *
 * @param args what stands after the program's name
 * @returns the exit code: 0, 1 for findings or a failure, 2 for wrong usage
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: ExitCode = 0;
  const program = new Command('anycast-mec')
    .description("One fleet description becomes every site's configuration.")
    .addHelpText('after', codes)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
      getOutHasColors: () => terminal.colour,
    })
    .version(version(), '--version');
  for (const [name, { summary, load }] of Object.entries(commands)) {
    // Options inherit the settings above. Only the command that is named is loaded.
    const command = program.command(name).description(summary);
    if (!args.includes(name)) continue;
    const action = load().declare(command, terminal) as (...values: unknown[]) => ExitCode | Promise<ExitCode>;
    command.action(async (...values: unknown[]) => {
      // Commander adds itself as the last value.
      code = await action(...values.slice(0, -1));
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, terminal);
  }
}

function failed(error: unknown, terminal: Terminal): number {
  // Commander has printed what is wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usage;
  if (FleetError.isFleetError(error)) {
    terminal.err(error.message);
    return 1;
  }
  terminal.err(`error: ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof UsageError || error instanceof UnknownSiteError ? usage : 1;
}
