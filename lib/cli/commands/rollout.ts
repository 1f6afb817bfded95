import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { Fleet } from '../../fleet';
import { systemClock } from '../../rollout/clock';
import { AutomationEngine } from '../../rollout/engine/automation-engine';
import { digestOf, Journal } from '../../rollout/journal';
import type { PastRollout } from '../../rollout/journal';
import { planRollout } from '../../rollout/plan';
import type { RolloutPlan } from '../../rollout/plan';
import { planRows, resultJson, resultRows } from '../../rollout/report';
import { projectAt, revisionOf } from '../../rollout/revision';
import { rollOut } from '../../rollout/roll-out';
import { KubectlControl } from '../../rollout/sites/kubectl-control';
import { strategyFrom } from '../../rollout/strategy';
import type { RolloutStrategy } from '../../rollout/strategy';
import type { ExitCode } from '../command';
import { fleetFile } from '../fleet-file';
import { tableOf } from '../terminal';
import type { Terminal } from '../terminal';
import { UsageError } from '../usage-error';

interface Options {
  readonly fleet?: string;
  readonly site?: string[];
  readonly policy?: string[];
  readonly check?: string;
  readonly announcements: boolean;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly resume?: true;
  readonly restart?: true;
  readonly rollback?: true | string;
  readonly verbose?: true;
  readonly json?: true;
}

/** `rollout`: changes the sites of a fleet one wave after the other. 1 if it stopped. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[project]', 'folder of the Pulumi project', '.')
    .option('--fleet <file>', "fleet file, or its folder (default: the project's own)")
    .option('--site <name...>', 'these sites only')
    .option('--canary <name...>', 'sites that go first, alone, and may not fail (default: one with few clients)')
    .option('--first-wave <sites>', 'sites of the first wave after the canaries; each next has twice as many (default: 1)')
    .option('--max-unavailable <sites>', 'most sites of the fleet that are away at once, or a share (default: 25%)')
    .option('--max-failures <sites>', 'sites that may fail before it stops, or a share (default: 0)')
    .option('--soak <time>', 'how long a site must be healthy before the next wave (default: 30s)')
    .option('--deadline <time>', 'how long a site may take to become healthy (default: 10min)')
    .addOption(new Option('--drain <when>', 'whether sites are drained').choices(['auto', 'always', 'never']))
    .option('--drain-time <time>', 'how long a drained site serves on before it is changed (default: 5s)')
    .option('--allow-delete', 'also where namespaces, kinds or Services would be deleted or replaced')
    .option('--policy <folder...>', 'policy packs that previews and updates are held to')
    .option('--check <program>', 'program that judges a site besides, called with its name; 0: healthy')
    .option('--no-announcements', "do not ask MetalLB's speakers whether they announce the VIPs")
    .option('--dry-run', 'preview every site, and change nothing')
    .option('--yes', 'carry it out; without, the plan is printed')
    .option('--resume', 'go on with the rollout that was not finished')
    .option('--restart', 'begin a new one although the last was not finished')
    .option('--rollback [revision]', 'deploy the project as it was (default: at the last rollout that was finished)')
    .option('--verbose', 'what Pulumi prints, too')
    .option('--json', 'plan and result as JSON');
  return async (project: string, options: Options): Promise<ExitCode> => {
    if (!existsSync(join(project, 'Pulumi.yaml')))
      throw new UsageError(`${project} is no Pulumi project: there is no Pulumi.yaml`);
    const journal = new Journal(join(project, '.anycast-mec', 'rollout.jsonl'));
    const past = journal.rollouts();
    if (options.rollback === undefined) return carryOut(project, project, journal, past.at(-1), options, terminal);
    const revision = options.rollback === true ? finishedBefore(past) : options.rollback;
    const { folder, close } = projectAt(project, revision);
    try {
      const touched = [...(past.at(-1)?.steps.keys() ?? [])];
      terminal.err(`Rolling back to ${revision}${touched.length ? `: ${touched.join(', ')}` : ''}.`);
      const sites = options.site ?? (touched.length ? touched : undefined);
      return await carryOut(folder, project, journal, undefined, { ...options, ...(sites && { site: sites }) }, terminal);
    } finally {
      close();
    }
  };
}

async function carryOut(
  folder: string,
  project: string,
  journal: Journal,
  last: PastRollout | undefined,
  options: Options,
  terminal: Terminal,
): Promise<ExitCode> {
  const strategy = usable(options);
  const fleet = Fleet.load(fleetFile(options.fleet ?? fleetOf(folder)));
  const plan = usablePlan(fleet, strategy, options.site);
  const resumed = options.dryRun ? undefined : resumable(last, plan, options);
  if (!options.json) terminal.out(planText(plan, terminal));
  if (!options.dryRun && !options.yes) {
    terminal.err('Nothing was changed. Carry it out with --yes, or look at the previews with --dry-run.');
    return 0;
  }
  const onOutput = (site: string, text: string) => terminal.err(`${site}: ${text.trimEnd()}`);
  const engine = new AutomationEngine({
    folder: resolve(folder),
    ...(options.policy && { policyPacks: options.policy }),
    ...(options.verbose && { onOutput }),
  });
  const { check, announcements } = options;
  const control = new KubectlControl(fleet, {
    accessTo: (site) => engine.accessTo(site),
    announcements,
    ...(check !== undefined && { check: resolve(check) }),
  });
  const revision = revisionOf(folder);
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
    terminal.err('Interrupted: what is under way comes to its end, and no other site is begun. Go on later with --resume.');
  };
  process.once('SIGINT', interrupt);
  try {
    const carry = () =>
      rollOut({
        ...{ fleet, plan, strategy, engine, control, journal, clock: systemClock },
        ...(revision !== undefined && folder === project && { revision }),
        ...(resumed && { resumed }),
        ...(options.dryRun && { dryRun: true }),
        isInterrupted: () => isInterrupted,
        tell: (line) => terminal.err(line),
      });
    const result = options.dryRun ? await carry() : await journal.exclusively(carry);
    if (options.json) terminal.out(JSON.stringify(resultJson(plan, result), undefined, 2));
    else terminal.out(tableOf(['site', 'outcome', 'changes', 'drained', 'time, or reason'], resultRows(result), terminal));
    if (result.reason !== undefined) terminal.err(result.reason);
    const failed = result.outcome === 'stopped' || result.sites.some(({ outcome }) => outcome === 'failed');
    return failed ? 1 : 0;
  } finally {
    process.removeListener('SIGINT', interrupt);
    engine.close();
  }
}

function usable(options: Options): RolloutStrategy {
  try {
    return strategyFrom(options);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function usablePlan(fleet: Fleet, strategy: RolloutStrategy, sites: readonly string[] | undefined): RolloutPlan {
  try {
    return planRollout(fleet, strategy, sites);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The rollout to go on with; nothing may be begun over one that was not finished. */
function resumable(last: PastRollout | undefined, plan: RolloutPlan, options: Options): PastRollout | undefined {
  const isOpen = last !== undefined && last.outcome !== 'done';
  if (options.resume && !isOpen) throw new UsageError('there is no rollout to go on with');
  if (options.resume && last?.digest !== digestOf(plan))
    throw new UsageError('--resume: the plan is another one now; give the same options and fleet, or begin anew with --restart');
  if (options.resume) return last;
  if (isOpen && options.yes && !options.restart)
    throw new UsageError('the last rollout was not finished; go on with --resume, or begin anew with --restart');
  return undefined;
}

/** The revision before the rollout that is to be taken back. */
function finishedBefore(past: readonly PastRollout[]): string {
  const found = past.slice(0, -1).filter(({ outcome, revision }) => outcome === 'done' && revision !== undefined);
  const revision = found.at(-1)?.revision;
  if (revision === undefined)
    throw new UsageError('--rollback: no finished rollout of a clean revision stands in the journal; name a revision');
  return revision;
}

const projectSchema = z.object({ config: z.looseObject({ fleet: z.object({ default: z.string() }).optional() }).optional() });

/** The fleet file that a project names as its default. */
function fleetOf(folder: string): string {
  const project = projectSchema.safeParse(parse(readFileSync(join(folder, 'Pulumi.yaml'), 'utf8')));
  return join(folder, project.data?.config?.fleet?.default ?? 'fleet.yaml');
}

function planText(plan: RolloutPlan, terminal: Terminal): string {
  const limits = `At most ${plan.maxUnavailable} of the fleet away at once; stops when more than ${plan.maxFailures} have failed, or a canary.`;
  return [tableOf(['', 'wave', 'sites'], planRows(plan), terminal), limits, ...plan.notes].join('\n');
}
