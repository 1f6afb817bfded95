import { dirname } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import { isOpenError } from '../../fleet/examine';
import { formatFindings } from '../../fleet/findings/format';
import { hold, profileNames, profiles } from '../../practices';
import type { ProfileName } from '../../practices';
import { secretFindings, secretsFrom } from '../../routers';
import type { ExitCode } from '../command';
import { checklistJson, checklistText } from '../checklist-view';
import { fleetFile } from '../fleet-file';
import { withPage } from '../rule-pages';
import type { Terminal } from '../terminal';

interface Options {
  readonly profile?: ProfileName;
  readonly json?: true;
}

/** `check`: all findings at once, or a checklist; 1 if there is an error among them, or something asked is not met. */
export function declare(command: Command, terminal: Terminal) {
  const names = profileNames.map((name) => `${name} (${profiles[name].title})`);
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .addOption(
      new Option(
        '--profile <name>',
        `hold what is generated against a checklist instead of the fleet against the rules: ${names.join(', ')}`,
      ).choices([...profileNames]),
    )
    .option('--json', 'findings, or the checklist, as JSON');
  return (path: string, options: Options): ExitCode => {
    const file = fleetFile(path);
    if (options.profile) return checklist(file, options.profile, options.json ?? false, terminal);
    const { findings: found, fleet } = Fleet.examineFile(file);
    // Passwords are looked at where the rest of the fleet can be used.
    const ofSecrets = fleet ? secretFindings(fleet, secretsFrom(dirname(file))) : [];
    const findings = [...found, ...ofSecrets];
    terminal.out(options.json ? JSON.stringify(findings.map(withPage), undefined, 2) : formatFindings(findings, file));
    return findings.some(isOpenError) ? 1 : 0;
  };
}

/** Holds what is generated of a fleet against a checklist. What is generated of one that has errors is not looked at. */
function checklist(file: string, name: ProfileName, json: boolean, terminal: Terminal): ExitCode {
  const profile = profiles[name];
  const held = hold(Fleet.load(file), profile.practices);
  terminal.out(json ? JSON.stringify(checklistJson(held), undefined, 2) : checklistText(held, `${file}, ${profile.title}`));
  return held.some(({ standing }) => standing === 'not met') ? 1 : 0;
}
