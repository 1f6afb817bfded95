import type { Command } from 'commander';
import { fleetJsonSchema } from '../../fleet/description/json-schema';
import type { ExitCode } from '../command';
import type { Terminal } from '../terminal';

/** `schema`: the JSON Schema of the fleet file. */
export function declare(_command: Command, terminal: Terminal) {
  return (): ExitCode => {
    terminal.out(JSON.stringify(fleetJsonSchema(), undefined, 2));
    return 0;
  };
}
