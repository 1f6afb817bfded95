#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addBudget } from './cli/budget';
import { addCheck } from './cli/check';
import { addExplain } from './cli/explain';
import { addMaintenance } from './cli/maintenance';
import { addRun } from './cli/run';
import { addStatus } from './cli/status';
import { agentJsonSchema } from 'anycast-mec/contract';

/** Exit codes: 0, 1 for findings and failures, 2 for wrong usage. */
async function main(): Promise<void> {
  const program = new Command('anycast-mec-agent').description(
    'the failover agent of a site: sees that an application is dead, and moves its VIP',
  );
  program.exitOverride();
  for (const add of [addRun, addCheck, addBudget, addStatus, addExplain, addMaintenance]) add(program);
  program
    .command('schema')
    .description('JSON Schema of the configuration file')
    .action(() => void process.stdout.write(`${JSON.stringify(agentJsonSchema(), null, 2)}\n`));
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

void main();
