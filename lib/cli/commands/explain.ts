import type { Command } from 'commander';
import { nearestName } from '../../fleet/findings/nearest-name';
import { readingFindings } from '../../fleet/findings/reading';
import { rules } from '../../fleet/rules';
import type { ExitCode } from '../command';
import { heading } from '../terminal';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

const neverAcknowledged = 'It cannot be acknowledged: the result would not work.';

/** `explain`: one rule in full, or what the reading of a fleet file finds. */
export function declare(command: Command, terminal: Terminal) {
  command.argument('<rule>', 'id of the rule');
  return (id: string): ExitCode => {
    terminal.out(explained(id, terminal).join('\n\n'));
    return 0;
  };
}

/** @throws UsageError if there is no such rule */
function explained(id: string, terminal: Terminal): string[] {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule) {
    return [
      `${heading(rule.id, terminal)} (${rule.severity}): ${rule.title}`,
      rule.explanation,
      `allowed: ${rule.allowed}\nremedy:  ${rule.remedy}`,
      rule.acknowledgeable === false
        ? neverAcknowledged
        : `Where it is right all the same:\n  acknowledge:\n    - { rule: ${rule.id}, at: <path of the finding>, reason: <why> }`,
    ];
  }
  const reading = Object.entries(readingFindings).find(([known]) => known === id)?.[1];
  if (reading) {
    const severity = 'severity' in reading ? reading.severity : 'error';
    const acknowledging = severity === 'error' ? neverAcknowledged : 'It cannot be acknowledged itself.';
    return [`${heading(id, terminal)} (${severity}): ${reading.title}`, reading.explanation, acknowledging];
  }
  const nearest = nearestName(id, [...rules.map((candidate) => candidate.id), ...Object.keys(readingFindings)]);
  throw new UsageError(
    `there is no rule '${id}'; ${nearest === undefined ? "'anycast-mec rules' lists them" : `did you mean '${nearest}'?`}`,
  );
}
