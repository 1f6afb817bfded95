import type { Command } from 'commander';
import type { LabStatus } from '../../keeper/calls/status';
import type { ProcessorUse } from '../../keeper/processor-use';
import { lookUntil } from '../../network/until';
import type { ExitCode } from '../command';
import { duration } from '../duration';
import { chosenLab, withLab } from '../chosen-lab';
import type { LabOption } from '../chosen-lab';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';

interface Options extends LabOption {
  readonly wait?: number;
  /** ms */
  readonly cpu?: number;
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
    )
    .option('--cpu <duration>', 'and what takes how much of the processors, measured over this time, such as 10s', duration);
  return async (options: Options): Promise<ExitCode> => {
    const lab = chosenLab(options);
    const look = async () => (await lab.call('status')) as LabStatus;
    const status = await lookUntil(options.wait ?? 0, look, ({ differences }) => differences.length === 0, pollMs);
    const use = options.cpu === undefined ? undefined : ((await lab.call('processor', { forMs: options.cpu })) as ProcessorUse);
    if (options.json) terminal.out(JSON.stringify({ ...status, ...(use && { processor: use }) }, null, 2));
    else terminal.out([text(status), ...(use ? [useText(use)] : [])].join('\n'));
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

/** Programs that are listed with their nodes. */
const listed = 20;

/** What takes most of the processors, by program over all nodes and by node. */
function useText({ overMs, cores, busy, load, programs }: ProcessorUse): string {
  const sums = new Map<string, { processes: number; cores: number }>();
  for (const { program, processes, cores: share } of programs) {
    const before = sums.get(program) ?? { processes: 0, cores: 0 };
    sums.set(program, { processes: before.processes + processes, cores: before.cores + share });
  }
  const byProgram = [...sums].sort(([, a], [, b]) => b.cores - a.cores).slice(0, listed);
  return [
    `processors over ${(overMs / 1000).toFixed(0)} s: ${busy.toFixed(2)} of ${cores} busy, load ${load.map((one) => one.toFixed(1)).join(' ')}`,
    tableOf(
      ['program', 'processes', 'processors'],
      byProgram.map(([program, use]) => [program, String(use.processes), use.cores.toFixed(3)]),
    ),
    tableOf(
      ['node', 'program', 'processes', 'processors'],
      programs
        .slice(0, listed)
        .map(({ node, program, processes, cores: share }) => [node, program, String(processes), share.toFixed(3)]),
    ),
  ].join('\n');
}
