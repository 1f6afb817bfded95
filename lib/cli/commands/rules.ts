import type { Command } from 'commander';
import { rules } from '../../fleet/rules';
import type { Rule } from '../../fleet/rules/rule';
import type { ExitCode } from '../command';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

/** `rules`: what every fleet is held to. */
export function declare(command: Command, terminal: Terminal) {
  command.option('--json', 'the whole of every rule, as JSON');
  return (options: { json?: true }): ExitCode => {
    const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (options.json) terminal.out(JSON.stringify(sorted.map(plain), undefined, 2));
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
