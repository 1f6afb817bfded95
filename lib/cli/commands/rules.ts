import type { Command } from 'commander';
import { rules } from '../../fleet/rules';
import type { Rule } from '../../fleet/rules/rule';
import type { ExitCode } from '../command';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

/** `rules`: what every fleet is held to. */
export function declare(command: Command, terminal: Terminal) {
  command.option('--markdown', 'the whole of every rule, as a document').option('--json', 'as JSON');
  return (options: { markdown?: true; json?: true }): ExitCode => {
    const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (options.json) terminal.out(JSON.stringify(sorted.map(plain), undefined, 2));
    else if (options.markdown) terminal.out(document(sorted));
    else {
      const rows = sorted.map(({ id, severity, title }) => [id, severity, title]);
      terminal.out(tableOf(['rule', 'severity', 'what it asks'], rows, terminal));
    }
    return 0;
  };
}

function plain({ id, severity, title, explanation, allowed, remedy, acknowledgeable }: Rule) {
  return { id, severity, title, explanation, allowed, remedy, acknowledgeable: acknowledgeable ?? true };
}

function document(sorted: readonly Rule[]): string {
  const entries = sorted.map((rule) =>
    [
      `## ${rule.id}`,
      `${rule.title} (${rule.severity})`,
      rule.explanation,
      `Allowed: ${rule.allowed}`,
      `Remedy: ${rule.remedy}${rule.acknowledgeable === false ? '\n\nIt cannot be acknowledged.' : ''}`,
    ].join('\n\n'),
  );
  const count = `${sorted.length} rule${sorted.length === 1 ? '' : 's'}`;
  const head = `# Rules\n\nGenerated from the code by \`make generate\`. ${count}; \`anycast-mec explain <rule>\` prints one.`;
  return [head, ...entries].join('\n\n');
}
