import { dirname } from 'node:path';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import { isOpenError } from '../../fleet/examine';
import { formatFindings } from '../../fleet/findings/format';
import { secretFindings, secretsFrom } from '../../routers';
import type { ExitCode } from '../command';
import { fleetFile } from '../fleet-file';
import { withPage } from '../rule-pages';
import type { Terminal } from '../terminal';

/** `check`: all findings at once; 1 if there is an error among them. */
export function declare(command: Command, terminal: Terminal) {
  command.argument('[fleet]', 'fleet file, or its folder', '.').option('--json', 'findings as JSON');
  return (path: string, options: { json?: true }): ExitCode => {
    const file = fleetFile(path);
    const { findings: found, fleet } = Fleet.examineFile(file);
    // Passwords are looked at where the rest of the fleet can be used.
    const ofSecrets = fleet ? secretFindings(fleet, secretsFrom(dirname(file))) : [];
    const findings = [...found, ...ofSecrets];
    terminal.out(options.json ? JSON.stringify(findings.map(withPage), undefined, 2) : formatFindings(findings, file));
    return findings.some(isOpenError) ? 1 : 0;
  };
}
