import type { Command } from 'commander';
import { detectionBudget, readConfiguration } from 'anycast-mec/contract';
import { configOption } from './config-option';
import { print, table } from './print';

/** `budget`: longest times from a failure to the patched label. */
export function addBudget(program: Command): void {
  program
    .command('budget')
    .description('longest time from each kind of failure until the label is patched, from the timing alone')
    .option(...configOption)
    .option('--json', 'as JSON')
    .action(({ config: file, json }: { config: string; json?: true }) => {
      const budgets = readConfiguration(file).services.map(detectionBudget);
      if (json) return print(JSON.stringify(budgets, null, 2));
      for (const { service, failures } of budgets) {
        print(`${service}: decided and patched within`);
        print(table(failures.map(({ kind, worstMs, how }) => [kind, `${worstMs} ms`, how])));
      }
    });
}
