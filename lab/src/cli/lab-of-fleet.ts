import { Option } from 'commander';
import type { Command } from 'commander';
import { Fleet } from 'anycast-mec';
import type { Dialect } from 'anycast-mec';
import type { LabClient } from '../keeper/client';
import type { Progress } from '../model/progress';
import type { Level } from '../machine/level';
import { levels } from '../machine/level';
import type { BfdTimers } from '../model/lab-fleet';
import { UsageError } from '../usage/usage-error';
import { bfdOption, bfdText } from './bfd-option';
import { chosenLab, withLab } from './chosen-lab';
import type { LabOption } from './chosen-lab';
import { fleetFileOf } from './fleet-file';
import { withOwnLab } from './own-lab';
import { refuseUnknownSites, sitesOption } from './sites-option';

/** Options that choose a lab that runs, or describe one that is started for the command. */
export interface LabOfFleetOptions extends LabOption {
  readonly fleet?: string;
  readonly sites?: string[];
  readonly border?: Dialect | 'both';
  readonly backbone?: Dialect;
  readonly bfd?: BfdTimers;
  readonly backboneBfd?: BfdTimers;
  readonly level?: Level;
  readonly delay: boolean;
  readonly agent: boolean;
}

/** Declares these options. @param what what is done in such a lab, such as `measure` */
export function withLabOfFleet(command: Command, what: string): Command {
  return withLab(command)
    .option('--fleet <file>', `${what} in a lab of this fleet, started for it and taken down afterwards`)
    .addOption(sitesOption('these sites of that fleet only'))
    .addOption(new Option('--border <daemon>', 'what the borders of that lab run').choices(['frr', 'bird', 'both']))
    .addOption(new Option('--backbone <daemon>', 'what the routers of networks of that lab run').choices(['frr', 'bird']))
    .addOption(bfdOption('hosts and borders of that lab'))
    .addOption(bfdOption('routers of backbones, and borders and PEs, of that lab', '--backbone-bfd'))
    .addOption(new Option('--level <level>', 'level of that lab').choices([...levels]))
    .option('--no-delay', 'leave the delay of links out of that lab')
    .option('--no-agent', 'leave the failover agent out of that lab: what Kubernetes and the routers do alone (level cluster)');
}

/**
 * Does something in the lab that is meant: one that runs, or one after the other that is started for it.
 *
 * @param body takes the lab, and what tells it from the others of one folder: empty for a lab that runs
 * @throws UsageError if options do not go together
 */
export async function inLabs(
  options: LabOfFleetOptions,
  progress: Progress,
  body: (lab: LabClient, suffix: string) => Promise<void>,
): Promise<void> {
  const { fleet, sites, border, backbone, bfd, backboneBfd, lab, level } = options;
  if (fleet === undefined && [sites, border, backbone, bfd, backboneBfd, level].some((one) => one !== undefined))
    throw new UsageError(
      '--sites, --border, --backbone, --bfd, --backbone-bfd and --level are for a lab that is started for the measurement: name its --fleet, too',
    );
  if (fleet !== undefined && lab !== undefined)
    throw new UsageError('--lab names a lab that runs, --fleet one that is started: give one of them');
  if (fleet === undefined) return body(chosenLab(options), '');
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
    await withOwnLab(given, progress, (client) => body(client, suffix));
  }
}

/** These options as they are given on a command line. */
export function labOfFleetText(options: LabOfFleetOptions): string[] {
  const { fleet, sites, border, backbone, bfd, backboneBfd, level, delay, agent } = options;
  return [
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
}
