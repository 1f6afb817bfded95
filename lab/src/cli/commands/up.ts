import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { Fleet } from 'anycast-mec';
import type { Dialect } from 'anycast-mec';
import { launch } from '../../keeper/launch';
import { choose, offers } from '../../machine/choice';
import type { Level } from '../../machine/level';
import { levels } from '../../machine/level';
import { lookAtMachine } from '../../machine/machine';
import { hasDelay } from '../../network/has-delay';
import type { ExitCode } from '../command';
import { UsageError } from '../../usage/usage-error';
import { fleetFileOf } from '../fleet-file';
import { bfdOption } from '../bfd-option';
import type { BfdTimers } from '../../model/lab-fleet';
import { progressPrinter } from '../progress-printer';
import { duration } from '../duration';
import { refuseUnknownSites, sitesOption } from '../sites-option';
import type { Terminal } from '../terminal';

interface Options {
  readonly level?: Level;
  readonly sites?: string[];
  readonly name?: string;
  readonly delay: boolean;
  readonly agent: boolean;
  readonly bare?: true;
  readonly border?: Dialect;
  readonly backbone?: Dialect;
  readonly bfd?: BfdTimers;
  readonly backboneBfd?: BfdTimers;
  readonly timeout: number;
  readonly json?: true;
}

/** What a name of a lab is made of: it is a folder's name, and part of a cgroup's. */
const nameForm = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** `up`: starts a lab. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .addOption(new Option('--level <level>', 'how much is real; default the most that this machine can run').choices([...levels]))
    .addOption(sitesOption('these sites only'))
    .option('--name <name>', 'name of the lab; default that of the fleet')
    .option('--no-delay', 'leave the delay of links out')
    .option('--no-agent', 'leave the failover agent out: drain and withdraw set route labels themselves then (level cluster)')
    .option('--bare', 'apply nothing: clusters for pulumi up, kubectl or a GitOps engine; then lab status --wait (level cluster)')
    .addOption(new Option('--border <daemon>', 'what all borders run; default as the fleet says').choices(['frr', 'bird']))
    .addOption(
      new Option('--backbone <daemon>', 'what all routers of networks run; default as the fleet says').choices(['frr', 'bird']),
    )
    .addOption(bfdOption('hosts and borders, at every site'))
    .addOption(bfdOption('routers of backbones, and borders and PEs', '--backbone-bfd'))
    .addOption(
      new Option('--timeout <duration>', 'longest time until it is ready, such as 5min or a number of seconds')
        .argParser(duration)
        .default(300_000, '5min'),
    )
    .option('--json', 'progress and result as lines of JSON');
  return async (path: string, options: Options): Promise<ExitCode> => {
    const fleetFile = resolve(fleetFileOf(path));
    const fleet = Fleet.load(fleetFile);
    const name = options.name ?? fleet.name;
    if (!nameForm.test(name)) throw new UsageError(`--name '${name}': allowed are small letters, digits and -, at most 40`);
    const { sites } = options;
    refuseUnknownSites(fleet, sites);
    const begin = performance.now();
    const machine = await lookAtMachine();
    const choice = choose(machine, options.level, options.delay && hasDelay(fleet));
    if (options.bare && choice.level !== 'cluster')
      throw new UsageError(`--bare is for level cluster, where something can be deployed; this lab is at level ${choice.level}`);
    const print = progressPrinter(terminal, options.json === true);
    if (!options.json) {
      const others = offers(machine).flatMap(({ level, reason }) => (reason === undefined ? [] : [`  not ${level}: ${reason}`]));
      const delay = choice.delay === 'none' ? 'no delay of links' : `delay of links by ${choice.delay}`;
      terminal.err([`lab '${name}', level ${choice.level}, ${delay}`, ...others].join('\n'));
    }
    await launch(
      {
        name,
        fleetFile,
        level: choice.level,
        ...(sites && { sites }),
        ...(options.border && { border: options.border }),
        ...(options.backbone && { backbone: options.backbone }),
        ...(options.bfd && { bfd: options.bfd }),
        ...(options.backboneBfd && { backboneBfd: options.backboneBfd }),
        delay: choice.delay,
        ...(choice.delayProgram !== undefined && { delayProgram: choice.delayProgram }),
        mpls: choice.mpls,
        agent: options.agent,
        ...(options.bare && { bare: true }),
        notes: [...choice.notes],
        readyMs: options.timeout,
      },
      print,
    );
    const ms = Math.round(performance.now() - begin);
    if (options.json) terminal.out(JSON.stringify({ result: { name, level: choice.level, delay: choice.delay, ms } }));
    else terminal.out(`lab '${name}' is ready at level ${choice.level} after ${(ms / 1000).toFixed(1)} s`);
    return 0;
  };
}
