import { Option } from 'commander';
import type { Command } from 'commander';
import { attackOf, attacks, themes } from '../../attacks';
import type { Attack } from '../../attacks/attack';
import type { AttackResult } from '../../attacks/run';
import { origins, texts } from '../../attacks/scene';
import type { Origin } from '../../attacks/scene';
import type { LabClient } from '../../keeper/client';
import type { Progress } from '../../model/progress';
import { UsageError } from '../../usage/usage-error';
import { described, isWell, listed, outcomesText } from '../attack-table';
import type { Outcome } from '../attack-table';
import type { ExitCode } from '../command';
import { duration } from '../duration';
import { inLabs, withLabOfFleet } from '../lab-of-fleet';
import type { LabOfFleetOptions } from '../lab-of-fleet';
import { progressPrinter } from '../progress-printer';
import type { Terminal } from '../terminal';

interface Options extends LabOfFleetOptions {
  readonly list?: true;
  readonly from?: Origin;
  readonly for: number;
  readonly json?: true;
}

/** `attack`: attacks the lab without a defence and with it. */
export function declare(command: Command, terminal: Terminal) {
  const width = Math.max(...attacks.map(({ name }) => name.length));
  const list = Object.entries(themes).flatMap(([theme, entries]) => [
    `${theme}:`,
    ...entries.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
  ]);
  withLabOfFleet(command, 'attack')
    .argument('[names...]', "attacks, or 'all'")
    .option('--list', 'list the attacks with what they need, and end')
    .addOption(
      new Option('--from <origin>', 'where the attacker stands; default everywhere that the attack knows').choices([...origins]),
    )
    .addOption(
      new Option('--for <duration>', 'how long each attack goes on, without its defence and with it')
        .argParser(duration)
        .default(5000, '5s'),
    )
    .option('--json', 'progress and results as lines of JSON')
    .addHelpText(
      'after',
      `\n${list.join('\n')}\n\nEach attack is run twice: its defence is taken out of the running lab and put back. Traffic stays in the lab.`,
    );
  return async (names: string[], options: Options): Promise<ExitCode> => {
    if (options.list) {
      terminal.out(options.json ? JSON.stringify(attacks.map(described)) : listed());
      return 0;
    }
    if (!names.length) throw new UsageError("name attacks, or 'all'; --list shows them");
    if (options.level !== undefined && options.level !== 'routers') throw new UsageError('attacks are run at level routers');
    const isAll = names.join() === 'all';
    const chosen = isAll ? attacks : names.map(attackOf);
    const from = options.from;
    const pairs = chosen.flatMap((attack) => attack.origins.map((origin) => ({ attack, origin })));
    const meant = from === undefined ? pairs : pairs.filter(({ origin }) => origin === from);
    if (!meant.length) throw new UsageError(`none of these attacks is made by ${texts[from ?? 'client']}`);
    const progress = progressPrinter(terminal, options.json === true);
    const outcomes: Outcome[] = [];
    // A lab of its own is at the level that attacks are run at.
    const where = options.fleet === undefined ? options : { ...options, level: 'routers' as const };
    await inLabs(where, progress, async (lab) => {
      for (const { attack, origin } of meant) outcomes.push(await outcomeOf(lab, attack, origin, options.for, isAll, progress));
    });
    terminal.out(options.json ? JSON.stringify({ result: { attacks: outcomes } }) : outcomesText(outcomes));
    return outcomes.every(isWell) ? 0 : 1;
  };
}

/**
 * Runs one. Of `all`, one that has no place in this fleet is left out and says why. One that fails does not keep the others from being run.
 *
 * @throws UsageError if one that is named has no place in this fleet
 */
async function outcomeOf(
  lab: LabClient,
  { name }: Attack,
  origin: Origin,
  forMs: number,
  isAll: boolean,
  progress: Progress,
): Promise<Outcome> {
  try {
    return (await lab.call('attack', { name, origin, forMs }, progress)) as AttackResult;
  } catch (error) {
    if (error instanceof UsageError && !isAll) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { attack: name, origin, [error instanceof UsageError ? 'skipped' : 'failed']: message };
  }
}
