import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { Fleet } from 'anycast-mec';
import type { Dialect } from 'anycast-mec';
import type { LabClient } from '../keeper/client';
import type { Progress } from '../model/progress';
import type { Level } from '../machine/level';
import { levels } from '../machine/level';
import { writeReport } from '../report';
import type { BfdTimers } from '../model/lab-fleet';
import { bfdOption, bfdText } from './bfd-option';
import { chosenLab, withLab } from './chosen-lab';
import type { LabOption } from './chosen-lab';
import type { ExitCode } from './command';
import { UsageError } from '../usage/usage-error';
import { withOwnLab } from './own-lab';
import { fleetFileOf } from './fleet-file';
import { progressPrinter } from './progress-printer';
import { refuseUnknownSites, sitesOption } from './sites-option';
import type { Terminal } from './terminal';

/** Options of what measures. */
export interface MeasuringOptions extends LabOption {
  readonly trials: number;
  readonly seed: number;
  readonly pace: number;
  readonly steady: number;
  readonly out: string;
  readonly fleet?: string;
  readonly sites?: string[];
  readonly border?: Dialect | 'both';
  readonly backbone?: Dialect;
  readonly bfd?: BfdTimers;
  readonly backboneBfd?: BfdTimers;
  readonly level?: Level;
  readonly delay: boolean;
  readonly agent: boolean;
  readonly json?: true;
}

/** Something to measure: what the keeper is asked for, and the name of its folder. */
export interface Measurement {
  readonly what: unknown;
  readonly folder: string;
}

/** Declares the options of what measures. */
export function withMeasuring(command: Command): Command {
  return withLab(command)
    .option('--trials <n>', 'trials of each cell that count', wholeNumber, 20)
    .option('--seed <n>', 'seed of the order and of the moments of the faults', wholeNumber, 1)
    .option('--pace <ms>', 'interval of the stream that outages are taken from; 5 or more for slow machines', wholeNumber, 1)
    .option(
      '--steady <ms>',
      'how long everything must be answered before a fault, after it, and at home again',
      wholeNumber,
      2000,
    )
    .option('--out <folder>', 'where journals, samples, pictures and report go', 'lab-results')
    .option('--fleet <file>', 'measure in a lab of this fleet, started for it and taken down afterwards')
    .addOption(sitesOption('these sites of that fleet only'))
    .addOption(new Option('--border <daemon>', 'what the borders of that lab run').choices(['frr', 'bird', 'both']))
    .addOption(new Option('--backbone <daemon>', 'what the routers of networks of that lab run').choices(['frr', 'bird']))
    .addOption(bfdOption('hosts and borders of that lab'))
    .addOption(bfdOption('routers of backbones, and borders and PEs, of that lab', '--backbone-bfd'))
    .addOption(new Option('--level <level>', 'level of that lab').choices([...levels]))
    .option('--no-delay', 'leave the delay of links out of that lab')
    .option('--no-agent', 'leave the failover agent out of that lab: what Kubernetes and the routers do alone (level cluster)')
    .option('--json', 'progress as lines of JSON');
}

/**
 * Measures in a running lab, or in labs that are started for it, and writes the report.
 *
 * @param command what repeats it, without the options of {@link withMeasuring}
 */
export async function measure(
  measurements: readonly Measurement[],
  command: string,
  options: MeasuringOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { fleet, sites, border, backbone, bfd, backboneBfd, lab, level } = options;
  if (fleet === undefined && [sites, border, backbone, bfd, backboneBfd, level].some((one) => one !== undefined))
    throw new UsageError(
      '--sites, --border, --backbone, --bfd, --backbone-bfd and --level are for a lab that is started for the measurement: name its --fleet, too',
    );
  if (fleet !== undefined && lab !== undefined)
    throw new UsageError('--lab names a lab that runs, --fleet one that is started: give one of them');
  const progress = progressPrinter(terminal, options.json === true);
  if (fleet === undefined) {
    await inLab(chosenLab(options), measurements, command, '', options, progress);
  } else {
    const own = Fleet.load(fleetFileOf(fleet));
    refuseUnknownSites(own, sites);
    const { name } = own;
    const borders: (Dialect | undefined)[] = border === 'both' ? ['frr', 'bird'] : [border];
    for (const dialect of borders) {
      const given = {
        fleetFile: fleetFileOf(fleet),
        delay: options.delay,
        agent: options.agent,
        ...(level === undefined ? {} : { level }),
        ...(dialect === undefined ? {} : { border: dialect }),
        ...(sites && { sites }),
        ...(backbone && { backbone }),
        ...(bfd && { bfd }),
        ...(backboneBfd && { backboneBfd }),
      };
      // Runs of several fleets into one folder must not write over each other.
      const suffix = [
        name,
        ...(sites ?? []),
        dialect,
        backbone && `backbone-${backbone}`,
        bfd && bfdText(bfd),
        backboneBfd && `backbone-${bfdText(backboneBfd)}`,
        options.agent ? undefined : 'no-agent',
      ]
        .flatMap((part) => (part === undefined ? [] : [`-${part}`]))
        .join('');
      await withOwnLab(given, progress, (client) => inLab(client, measurements, command, suffix, options, progress));
    }
  }
  const report = await writeReport(resolve(options.out));
  terminal.out(options.json ? JSON.stringify({ result: { report: report.html, pictures: report.pictures } }) : report.tables);
  if (!options.json) terminal.out(`report: ${report.html}`);
  return 0;
}

async function inLab(
  lab: LabClient,
  measurements: readonly Measurement[],
  command: string,
  suffix: string,
  options: MeasuringOptions,
  progress: Progress,
): Promise<void> {
  const { trials, seed, pace, steady, fleet, sites, border, backbone, bfd, backboneBfd, level, delay, agent, out } = options;
  const given = [
    `--trials ${trials} --seed ${seed}`,
    ...(pace === 1 ? [] : [`--pace ${pace}`]),
    ...(steady === 2000 ? [] : [`--steady ${steady}`]),
    ...(fleet === undefined ? [] : [`--fleet ${fleet}`]),
    ...(sites === undefined ? [] : [`--sites ${sites.join(',')}`]),
    ...(border === undefined ? [] : [`--border ${border}`]),
    ...(backbone === undefined ? [] : [`--backbone ${backbone}`]),
    ...(bfd === undefined ? [] : [`--bfd ${bfdText(bfd)}`]),
    ...(backboneBfd === undefined ? [] : [`--backbone-bfd ${bfdText(backboneBfd)}`]),
    ...(level === undefined ? [] : [`--level ${level}`]),
    ...(delay ? [] : ['--no-delay']),
    ...(agent ? [] : ['--no-agent']),
  ];
  const gone = new AbortController();
  const stop = () => gone.abort();
  process.once('SIGINT', stop);
  try {
    for (const { what, folder } of measurements) {
      const to = resolve(out, folder + suffix);
      await lab.call(
        'experiment',
        { what, trials, seed, paceMs: pace, steadyMs: steady, stableMs: steady, out: to, command: [command, ...given].join(' ') },
        progress,
        gone.signal,
      );
    }
  } finally {
    process.off('SIGINT', stop);
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('allowed is a whole number.');
  return value;
}
