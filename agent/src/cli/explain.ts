import type { Command } from 'commander';
import type { RouteStatus, ServiceStatus } from '../runtime/status';
import { configOption } from './config-option';
import { print, table } from './print';
import { readStatus } from './status';

/** `explain`: why a VIP stands where it stands. */
export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('why a VIP stands where it stands, and how it came there')
    .argument('<service>', 'namespace/name')
    .option(...configOption)
    .option('--url <url>', 'address of the agent')
    .action(async (name: string, options: { config: string; url?: string }) => {
      const { services } = await readStatus(options);
      const service = services.find((one) => one.service === name);
      if (!service) {
        throw new Error(
          `service = '${name}': allowed: ${services.map((one) => one.service).join(', ')}; remedy: name one of them`,
        );
      }
      print(explained(service));
    });
}

/** A service explained in sentences. */
export function explained(service: ServiceStatus): string {
  return [
    ...route(service.service, service.site),
    ...service.hosts.flatMap((host) => route(`${service.service} at ${host.host ?? ''}`, host)),
    `Endpoints: ${service.verdict.reason}.`,
    table(
      service.endpoints.map(({ address, host, status, reason, problem }) => [address, host ?? '', status, problem ?? reason]),
    ),
    ...service.otherSites.map(
      ({ site, says, agoMs, seesUs }) =>
        `${site} was ${says}${agoMs === undefined ? ', never seen' : ` ${agoMs} ms ago`}.${seesUs === false ? ' It gets no answer from this site.' : ''}`,
    ),
    `Speakers that say they announce it: ${service.announcingNodes.join(', ') || 'none'}.`,
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function route(name: string, { phase, wanted, observed, forMs, reason, holdDownMs, history }: RouteStatus): string[] {
  const wait = holdDownMs > 0 ? ` It cannot be announced fully for another ${Math.ceil(holdDownMs / 1000)} s.` : '';
  return [
    `${name} is ${phase} for ${Math.round(forMs / 1000)} s, because: ${reason}. Wanted is ${wanted}, seen is ${observed}.${wait}`,
    ...history.map(
      ({ time, from, to, before, after, reason: why }) =>
        `  ${time} ${from} -> ${to}${before === after ? '' : `, ${before} -> ${after}`}: ${why}`,
    ),
  ];
}
