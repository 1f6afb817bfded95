import type { Command } from 'commander';
import { HttpKubernetesApi } from 'anycast-mec/clients';
import { maintenanceFieldManager, readConfiguration } from 'anycast-mec/contract';
import { credentials } from '../kubernetes';
import { configOption } from './config-option';
import { print } from './print';

/** `maintenance on|off`: takes a VIP out for work, and back, by the label that the agent obeys. */
export function addMaintenance(program: Command): void {
  program
    .command('maintenance')
    .description('take a VIP out for work (drain, or withdraw), or back: the same as labelling the Service')
    .argument('<on|off>', 'on or off')
    .argument('<service>', 'namespace/name')
    .option(...configOption)
    .option('--withdraw', 'withdraw after the drain, if another site serves')
    .action(async (what: string, name: string, options: { config: string; withdraw?: true }) => {
      if (what !== 'on' && what !== 'off') throw new Error(`'${what}': allowed: on, off; remedy: give one of them`);
      const config = readConfiguration(options.config);
      const service = config.services.find((one) => one.key === name);
      if (!service) {
        throw new Error(
          `service = '${name}': allowed: ${config.services.map((one) => one.key).join(', ')}; remedy: name one of them`,
        );
      }
      const value = what === 'off' ? null : options.withdraw ? 'withdrawn' : 'drain';
      const api = new HttpKubernetesApi(credentials(config.kubernetes));
      const path = `/api/v1/namespaces/${service.namespace}/services/${service.name}`;
      await api.patch(path, { metadata: { labels: { [config.maintenanceKey]: value } } }, 'merge', maintenanceFieldManager);
      api.close();
      print(`${name}: ${config.maintenanceKey} is ${value ?? 'gone'}; 'anycast-mec-agent status' shows what follows`);
    });
}
