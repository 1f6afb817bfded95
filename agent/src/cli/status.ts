import type { Command } from 'commander';
import { readConfiguration, statusPort } from 'anycast-mec/contract';
import { readText } from '../sites';
import type { AgentStatus, RouteStatus } from '../runtime/status';
import { configOption } from './config-option';
import { print, table } from './print';

/** Longest wait for the running agent, ms. */
const answerMs = 2000;

/**
 * Asks the agent that runs.
 *
 * @throws Error if none answers
 */
export async function readStatus({ config, url }: { config: string; url?: string }): Promise<AgentStatus> {
  const base = url ?? `http://127.0.0.1:${readConfiguration(config).listen.port}`;
  try {
    const { text } = await readText(`${base}/status`, answerMs);
    return JSON.parse(text) as AgentStatus;
  } catch (error) {
    throw new Error(`${base}/status: ${(error as Error).message}; allowed: the address of a running agent; remedy: give --url`, {
      cause: error,
    });
  }
}

/** `status`: where every VIP stands. */
export function addStatus(program: Command): void {
  program
    .command('status')
    .description('where every VIP stands, asked of the agent that runs')
    .option(...configOption)
    .option('--url <url>', `address of the agent, such as http://127.0.0.1:${statusPort}`)
    .option('--json', 'as JSON')
    .action(async (options: { config: string; url?: string; json?: true }) => {
      const status = await readStatus(options);
      print(options.json ? JSON.stringify(status, null, 2) : shown(status));
    });
}

/** The status as a table. */
export function shown(status: AgentStatus): string {
  const role = status.leads ? 'leads' : `stands by${status.holder === undefined ? '' : `, ${status.holder} leads`}`;
  const head = [
    `${status.site}: ${role}, mode ${status.mode}`,
    ...(status.configProblem === undefined ? [] : [`configuration refused: ${status.configProblem}`]),
  ];
  const rows = status.services.flatMap((service) => {
    const up = service.endpoints.filter((endpoint) => endpoint.status === 'up').length;
    const endpoints = `${up}/${service.endpoints.length}`;
    return [
      line(service.service, service.vips.join(','), service.site, endpoints),
      ...service.hosts.map((host) => line(`  at ${host.host ?? ''}`, '', host, '')),
    ];
  });
  return [...head, table([['SERVICE', 'VIP', 'STATE', 'WANTED', 'SEEN', 'UP', 'FOR', 'REASON'], ...rows])].join('\n');
}

function line(name: string, vips: string, route: RouteStatus, endpoints: string): string[] {
  return [name, vips, route.phase, route.wanted, route.observed, endpoints, `${Math.round(route.forMs / 1000)}s`, route.reason];
}
