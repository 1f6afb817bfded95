import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { assess, assumedMtbfMs, failures, missesOf } from '../../availability';
import type { KnownOutage, Objective } from '../../availability';
import { publishedFile } from '../../contract/published';
import { Fleet } from '../../fleet';
import { nearestName } from '../../fleet/findings/nearest-name';
import { chosenSites } from '../../synth/site-choice';
import type { ExitCode } from '../command';
import { failureTimes, timesByFailure } from '../failure-times';
import type { FailureTimes } from '../failure-times';
import { fleetFile } from '../fleet-file';
import { labOutages } from '../lab-package';
import { missText, sloJson, sloText } from '../slo-view';
import { timeText } from '../time-text';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

interface Options {
  readonly site?: string[];
  readonly service?: string[];
  readonly mtbf?: FailureTimes;
  readonly repair?: FailureTimes;
  readonly measured?: string;
  readonly objective?: number;
  readonly failovers?: number;
  readonly json?: true;
}

const help = `
Kinds of failure, and how long each is taken to last where nobody takes over:
${Object.entries(failures)
  .map(([id, { title, repairMs }]) => `  ${id.padEnd(18)}  ${title} (${timeText(repairMs)})`)
  .join('\n')}

Exit codes: 0 all well, 1 the objective is not met or something failed, 2 wrong usage.`;

/** `slo`: what clients may expect of each service, and whether that is what was promised. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .option('--site <name...>', 'client networks of these sites only')
    .option('--service <name...>', 'these services only')
    .option(
      '--mtbf <times>',
      `mean time between two failures that a client network meets: 30d for every kind, host-loss=180d for one, separated by commas; default ${timeText(assumedMtbfMs)}, an assumption`,
      failureTimes,
    )
    .option(
      '--repair <times>',
      'how long a failure lasts where nobody takes over, written likewise; default see below',
      failureTimes,
    )
    .option('--measured <folder>', 'outages that the lab measured of this fleet, in place of its budget; the longest mean counts')
    .option(
      '--objective <percent>',
      'availability that every client network must get, such as 99.99; else exit code 1',
      percentOf,
    )
    .option('--failovers <number>', 'hold so many failovers a month against the objective, all of the longest kind', countOf)
    .option('--json', 'as JSON')
    .addHelpText('after', help);
  return (path: string, options: Options): ExitCode => {
    const { objective: percent, failovers } = options;
    if (failovers !== undefined && percent === undefined)
      throw new UsageError('--failovers is held against an objective: give --objective, too');
    const file = fleetFile(path);
    const fleet = Fleet.load(file);
    const sites = chosenSites(fleet, options.site);
    const services = chosenServices(fleet, options.service);
    const measured = options.measured === undefined ? [] : labOutages().measuredOutages(resolve(options.measured), fleet.name);
    const assumptions = {
      mtbfMs: timesByFailure(options.mtbf),
      repairMs: timesByFailure(options.repair),
      measured,
      published: publishedBeside(file, terminal),
      ...(sites && { sites }),
      ...(services && { services }),
    };
    const clients = assess(fleet, assumptions);
    const objective: Objective | undefined =
      percent === undefined ? undefined : { percent, ...(failovers !== undefined && { failovers }) };
    const misses = objective ? missesOf(clients, objective) : [];
    if (options.json) terminal.out(JSON.stringify(sloJson(fleet.name, clients, objective, misses), undefined, 2));
    else {
      terminal.out(sloText(clients, terminal));
      if (objective) terminal.out(missText(objective, clients.length, misses));
    }
    return misses.length ? 1 : 0;
  };
}

/** The figures that stand beside a fleet. They name experiments of the lab, which reads them: without it they are left out, and that is told. */
function publishedBeside(file: string, terminal: Terminal): readonly KnownOutage[] {
  if (!existsSync(join(dirname(file), publishedFile))) return [];
  let lab;
  try {
    lab = labOutages();
  } catch (error) {
    terminal.err(`${publishedFile} is left out: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
  return lab.publishedOutages(file);
}

function chosenServices(fleet: Fleet, names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (!names) return undefined;
  const known = fleet.services.map(({ name }) => name);
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known);
      const meant = nearest === undefined ? `there are: ${known.join(', ') || 'none'}` : `did you mean '${nearest}'?`;
      return `there is no service '${name}'; ${meant}`;
    });
  if (problems.length) throw new UsageError(problems.join('\n'));
  return new Set(names);
}

function percentOf(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value > 0 && value < 100) return value;
  throw new UsageError(`--objective takes a percentage above 0 and below 100, such as 99.99, not '${text}'`);
}

function countOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--failovers takes a whole number from 0 on, not '${text}'`);
}
