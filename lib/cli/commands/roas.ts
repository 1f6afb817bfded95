import { Option } from 'commander';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import type { ExitCode } from '../command';
import { fleetFile } from '../fleet-file';
import { originForms } from '../origin-forms';
import type { OriginForm } from '../origin-forms';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

interface Options {
  readonly form?: OriginForm;
  readonly json?: true;
}

/** `roas`: which AS announces what, for those who sign it and for the caches of the fleet. */
export function declare(command: Command, terminal: Terminal) {
  const forms = Object.keys(originForms) as OriginForm[];
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .addOption(
      new Option('--form <form>', 'slurm: local exceptions of a validator (RFC 8416); vrps: a list that StayRTR serves').choices(
        forms,
      ),
    )
    .addOption(new Option('--json', 'as JSON').conflicts('form'));
  return (path: string, { form, json }: Options): ExitCode => {
    const { name, origins } = Fleet.load(fleetFile(path));
    if (form) terminal.out(JSON.stringify(originForms[form](origins, name), undefined, 2));
    else if (json) terminal.out(JSON.stringify(origins, undefined, 2));
    else {
      const rows = origins.map(({ prefix, maxLength, as, of }) => [prefix, maxLength, as, of]);
      terminal.out(tableOf(['prefix', 'longest', 'AS', 'of'], rows, terminal));
    }
    return 0;
  };
}
