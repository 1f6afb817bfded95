import type { Command } from 'commander';
import type { LabStatus } from '../../keeper/calls/status';
import { lookUntil } from '../../network/until';
import type { ExitCode } from '../command';
import { duration } from '../duration';
import { chosenLab, withLab } from '../chosen-lab';
import type { LabOption } from '../chosen-lab';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

interface Options extends LabOption {
  readonly wait?: number;
  readonly json?: true;
}

/** Time between two looks, ms. */
const pollMs = 1000;

/** `status`: the state of everything; exit code 1 if something is otherwise than predicted. */
export function declare(command: Command, terminal: Terminal) {
  withLab(command)
    .option('--json', 'as JSON')
    .option(
      '--wait <duration>',
      'wait so long until everything is as the fleet predicts, such as 5min or a number of seconds',
      duration,
    );
  return async (options: Options): Promise<ExitCode> => {
    const lab = chosenLab(options);
    const look = async () => (await lab.call('status')) as LabStatus;
    const status = await lookUntil(options.wait ?? 0, look, ({ differences }) => differences.length === 0, pollMs);
    terminal.out(options.json ? JSON.stringify(status, null, 2) : text(status));
    return status.differences.length ? 1 : 0;
  };
}

function text({ name, fleet, level, delay, notes, routers, sites, faults, differences }: LabStatus): string {
  const services = Object.keys(routers.find(({ up }) => up)?.paths ?? {});
  const rows = routers.map((router) => [
    router.router,
    router.up ? router.dialect : 'powered off',
    `${router.sessions.established}/${router.sessions.expected}`,
    `${router.bfd.up}/${router.bfd.expected}`,
    ...services.map((service) => router.paths[service]?.join(' ') ?? '-'),
  ]);
  const hostRows = sites.flatMap((site) =>
    site.hosts.map(({ host, detail }, index) => [
      host,
      detail,
      index === 0
        ? Object.entries(site.services)
            .map(([service, state]) => `${service} ${state}`)
            .join(', ')
        : '',
    ]),
  );
  return [
    `lab '${name}', fleet ${fleet}, level ${level}, delay of links: ${delay}`,
    ...[...new Set([...notes, ...sites.flatMap((site) => site.notes)])].map((note) => `note: ${note}`),
    tableOf(['router', 'daemon', 'sessions', 'BFD', ...services.map((service) => `AS path to ${service}`)], rows),
    tableOf(['host', 'state', 'services of the site'], hostRows),
    ...faults.map(({ id, verb, target, detail }) => `fault ${id}: ${verb} ${target} (${detail})`),
    differences.length ? `otherwise than predicted:\n  ${differences.join('\n  ')}` : 'everything is as the fleet predicts',
  ].join('\n');
}
