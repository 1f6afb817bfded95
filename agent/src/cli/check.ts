import type { Command } from 'commander';
import { readConfiguration } from 'anycast-mec/contract';
import { configOption } from './config-option';
import { print } from './print';

/** `check`: whether the configuration can be used. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .description('whether the configuration can be used; all problems at once')
    .option(...configOption)
    .action(({ config: file }: { config: string }) => {
      const config = readConfiguration(file);
      print(`${file}: ${config.services.length} services, mode ${config.mode}`);
      for (const service of config.services) {
        if (service.guards.lastSite === 'hold' && service.otherSites.length === 0) {
          print(`${service.key}: no other site is known (otherSites): a failure drains this site and never withdraws it`);
        }
        if (service.cpu) print(`${service.key}: the CPU rule is on: under an attack it moves the attack to the next site`);
      }
    });
}
