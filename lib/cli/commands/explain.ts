import type { Command } from 'commander';
import { nearestName } from '../../fleet/findings/nearest-name';
import type { ExitCode } from '../command';
import { rulePage, rulePages } from '../rule-pages';
import { heading } from '../terminal';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

/** `explain`: the page of a rule, of what the reading of a fleet file finds, or of what a checklist asks. */
export function declare(command: Command, terminal: Terminal) {
  command.argument('<rule>', 'id of the rule, or of what a checklist asks');
  return (id: string): ExitCode => {
    const page = rulePage(id);
    if (page === undefined) throw new UsageError(unknown(id));
    // What stands in an example is no heading.
    const told = page.replace(/```[\s\S]*?```|^#+ (.*)$/gm, (whole: string, title?: string) =>
      title === undefined ? whole : heading(title, terminal),
    );
    terminal.out(told);
    return 0;
  };
}

function unknown(id: string): string {
  const nearest = nearestName(id, [...rulePages.keys()]);
  return `there is no rule '${id}'; ${nearest === undefined ? "'anycast-mec rules' lists them" : `did you mean '${nearest}'?`}`;
}
