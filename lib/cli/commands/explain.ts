import type { Command } from 'commander';
import { closest } from 'fastest-levenshtein';
import { rules } from '../../fleet/rules';
import type { ExitCode } from '../command';
import { heading } from '../terminal';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

/** `explain`: one rule in full. */
export function declare(command: Command, terminal: Terminal) {
  command.argument('<rule>', 'id of the rule');
  return (id: string): ExitCode => {
    const rule = rules.find((candidate) => candidate.id === id);
    if (!rule) {
      const known = rules.map((candidate) => candidate.id);
      throw new UsageError(`there is no rule '${id}'; did you mean '${closest(id, known)}'?`);
    }
    const acknowledge =
      rule.acknowledgeable === false
        ? 'It cannot be acknowledged: the result would not work.'
        : `Where it is right all the same:\n  acknowledge:\n    - { rule: ${rule.id}, at: <path of the finding>, reason: <why> }`;
    terminal.out(
      [
        `${heading(rule.id, terminal)} (${rule.severity}): ${rule.title}`,
        rule.explanation,
        `allowed: ${rule.allowed}\nremedy:  ${rule.remedy}`,
        acknowledge,
      ].join('\n\n'),
    );
    return 0;
  };
}
