import { randomInt } from 'node:crypto';
import { loadavg } from 'node:os';
import type { CaseBudget, FailoverCase } from 'anycast-mec';
import { faultOf } from '../faults';
import type { FaultRequest, InjectedFault } from '../model/fault-desk';
import type { RunningLab } from '../model/running-lab';
import { dialectNames } from '../model/dialect-names';
import { phase } from '../model/progress';
import { publishedFailover } from '../model/published';
import { bestPriority } from '../probes';
import { linkLocalNames } from '../timeline/link-local';
import { Watch } from '../timeline/watch';
import type { TrialRecord } from './analyse';
import type { Cell, Experiment } from './cell';
import { environmentOf } from './environment';
import { RunFiles } from './files';
import { journalFormat } from './journal';
import type { Journal, JournalCell, Trial } from './journal';
import { measureLatencies } from './latency';
import { withDefaults } from './options';
import type { RunOptions } from './options';
import { raisePriorities } from './raise';
import { injectionPhases, seeded, shuffled } from './random';
import type { Random } from './random';
import { servingHost } from './serving-host';
import { streamsFor } from './streams';
import { runTrial } from './trial';
import { watchedNodes } from './watched';

/**
 * Runs an experiment in a lab and writes its journal and samples, after every trial anew.
 *
 * @returns the journal
 * @throws Error if the lab cannot do the experiment, or a fault fails; what was measured before is kept in the files
 */
export async function runExperiment(lab: RunningLab, experiment: Experiment, options: RunOptions): Promise<Journal> {
  const settings = withDefaults(options);
  const cells = possibleCells(lab, experiment);
  const priority = await bestPriority();
  if (priority === 'real-time') {
    const count = await raisePriorities();
    options.progress({ phase: 'priority', state: 'note', detail: `${count} processes of the lab have real-time priority` });
  }
  const environment = await environmentOf(lab, priority);
  const files = new RunFiles(options.out);
  let journal: Journal = {
    format: journalFormat,
    experiment: experiment.name,
    title: experiment.title,
    question: experiment.question,
    command: options.command,
    startedAt: new Date().toISOString(),
    fleet: lab.fleet.name,
    level: lab.level,
    delay: lab.delay,
    ...dialects(lab, cells),
    ...(lab.agent !== undefined && { agent: lab.agent }),
    notes: [...lab.notes],
    options: settings,
    environment: { ...environment, loadAfter: environment.loadBefore, clockDriftMs: 0 },
    cells: cells.map((cell) => journalCell(lab, experiment.name, cell)),
    trials: [],
    latencies: [],
  };
  const write = (change: Partial<Journal>, clockDriftMs = journal.environment.clockDriftMs) => {
    journal = { ...journal, ...change, environment: { ...journal.environment, loadAfter: loadavg()[0] ?? 0, clockDriftMs } };
    files.journal(journal);
  };
  write({});
  try {
    if (experiment.kind === 'latency') {
      await measureLatencies(lab, {
        ...options,
        priority,
        samples: (line) => files.samples(line),
        write: (latencies, missing) => write({ latencies: [...latencies], notes: [...lab.notes, ...missing] }),
      });
      return journal;
    }
    const random = seeded(settings.seed);
    const linkLocals = await linkLocalNames(lab.network.nodes());
    for (const group of bySetUp(cells)) {
      await withSetUp(lab, group, options, () =>
        runCells({
          lab,
          cells: group,
          options,
          settings,
          priority,
          random,
          linkLocals,
          files,
          write,
          trials: () => journal.trials,
        }),
      );
    }
  } catch (error) {
    write({ stopped: error instanceof Error ? error.message : String(error) });
    throw error;
  }
  if (options.signal?.aborted) write({ stopped: 'interrupted' });
  return journal;
}

/**
 * Numbers of runs are drawn below this, 32 bits with one to spare for the second stream. Not from the seed: a server keeps its counts for
 * as long as it lives, and must never take a trial for one that was before.
 */
const lastRun = 0xfffffffe;

interface CellsRun {
  readonly lab: RunningLab;
  readonly cells: readonly Cell[];
  readonly options: RunOptions;
  readonly settings: Journal['options'];
  readonly priority: Awaited<ReturnType<typeof bestPriority>>;
  readonly random: Random;
  readonly linkLocals: ReadonlyMap<string, string>;
  readonly files: RunFiles;
  readonly write: (change: Partial<Journal>, clockDriftMs?: number) => void;
  readonly trials: () => readonly Trial[];
}

/** All trials of some cells, in random order, each cell after one trial that is discarded. */
async function runCells(run: CellsRun): Promise<void> {
  const { lab, cells, settings, random, files, options } = run;
  const drawn = cells.map((cell) => ({ cell, phases: injectionPhases(settings.trials, cell.phaseSpanMs, random) }));
  const counted = shuffled(
    drawn.flatMap(({ cell, phases }) => phases.map((phaseMs) => ({ cell, phaseMs, warmUp: false }))),
    random,
  );
  const queue = [...cells.map((cell) => ({ cell, phaseMs: random() * cell.phaseSpanMs, warmUp: true })), ...counted];
  // An invalid trial is listed and done again at the end, so that its part of the BFD interval is not missing.
  let spare = counted.length;
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    if (options.signal?.aborted) return;
    const { cell, phaseMs, warmUp } = entry;
    // What the last fault ended was started anew since.
    if (run.priority === 'real-time') await raisePriorities();
    const number = run.trials().length + 1;
    const streams = streamsFor(lab, {
      site: cell.first,
      run: randomInt(0, lastRun),
      ...(cell.flows && { flows: cell.flows }),
      ...(settings.paceMs !== undefined && { paceMs: settings.paceMs }),
      ...(cell.service !== undefined && { service: cell.service }),
    });
    const { routers, speakers } = watchedNodes(lab, cell);
    const watch = new Watch(lab.fleet, routers, speakers, streams.addresses, run.linkLocals);
    const site = lab.sites.get(cell.first);
    if (site) watch.labels(site);
    try {
      const budget = budgetOf(lab, cell);
      const name = `trial ${number}, ${queue.length} to go: ${cell.title}${warmUp ? ' (warm-up, discarded)' : ''}`;
      const context = { lab, cell, streams, watch, priority: run.priority, options: settings };
      const {
        trial,
        streams: samples,
        injectNs,
      } = await phase(options.progress, name, () =>
        runTrial(
          { ...context, ...(budget ? { budget } : {}), ...(options.live ? { live: options.live } : {}) },
          number,
          phaseMs,
          warmUp,
        ),
      );
      for (const detail of [inWords(trial), ...watch.notSeen()]) options.progress({ phase: name, state: 'note', detail });
      for (const stream of samples)
        files.samples({
          trial: number,
          cell: cell.name,
          ...(injectNs === undefined ? {} : { injectNs: String(injectNs) }),
          ...stream,
        });
      run.write({ trials: [...run.trials(), trial] }, watch.driftMs());
      if (trial.invalid.length && !warmUp && spare-- > 0) queue.push(entry);
    } finally {
      watch.close();
    }
  }
}

/** A trial in a line. */
export function inWords(trial: Trial): string {
  if (trial.invalid.length) return `invalid: ${trial.invalid.join('; ')}`;
  const within = (value: number | null, told: (ms: string) => string, never: string) =>
    value === null ? never : told(`${value.toFixed(1)} ms`);
  const outage = within(trial.outageMs, (ms) => `outage ${ms}`, 'outage longer than the trial');
  const next = within(trial.failoverMs, (ms) => `next answer after ${ms}`, 'no next answer within the trial');
  const back = within(trial.recoveryMs, (ms) => `back after ${ms}`, 'not back within the trial');
  const [primary] = trial.streams;
  const after = trial.afterwards
    ? `; afterwards ${trial.afterwards.unanswered.length} of ${trial.afterwards.clients} clients without an answer, ${trial.afterwards.split.length} answered by several sites`
    : '';
  return `${outage}, ${primary?.lost ?? 0} of ${primary?.requests ?? 0} lost, ${next}, ${back}${after}`;
}

/** Cells that need the same set-up, together: it stays while their trials are mixed. */
function bySetUp(cells: readonly Cell[]): Cell[][] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = JSON.stringify(cell.setUp);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()];
}

async function withSetUp(
  lab: RunningLab,
  cells: readonly Cell[],
  { progress }: RunOptions,
  body: () => Promise<void>,
): Promise<void> {
  const there: InjectedFault[] = [];
  try {
    for (const fault of cells[0]?.setUp ?? []) {
      const name = `set-up: ${fault.verb} ${fault.target}`;
      there.push(await phase(progress, name, () => lab.faults.inject(fault)));
    }
    await body();
  } finally {
    for (const fault of there.reverse()) await lab.faults.heal(fault.id);
  }
}

/** The cells of an experiment. @throws UsageError of a target that is not there; Error if this lab cannot do it, or not now */
function possibleCells(lab: RunningLab, experiment: Experiment): Cell[] {
  const { name, ofCluster = false } = experiment;
  if (ofCluster && lab.level !== 'cluster')
    throw new Error(`${name} needs clusters, which level ${lab.level} has not: use --level cluster`);
  const cells = experiment.cells(lab);
  // Which host serves is found out later: of each site the first stands for it.
  const standIn = ({ target }: FaultRequest, { first }: Cell) =>
    target.replace(servingHost, lab.fleet.site(first).hosts[0]?.fullName ?? first);
  for (const cell of cells)
    for (const request of [...cell.setUp, ...cell.faults])
      faultOf(request.verb).check(lab, { ...request, target: standIn(request, cell) });
  const active = lab.faults.active();
  if (active.length)
    throw new Error(
      `heal the faults first, or they would be measured too: ${active.map((fault) => `${fault.verb} ${fault.target}`).join(', ')}`,
    );
  return cells;
}

function budgetOf(lab: RunningLab, cell: Cell): TrialRecord['budget'] {
  if (!cell.budget) return undefined;
  const site = lab.fleet.site(cell.budget.site);
  const of = lab.fleet.budget(site.name).cases.find((entry) => entry.case === cell.budget?.case);
  return of && { of: afterAgent(of, cell.budget.agentMs), site, delayMs: delayOf(lab, cell) };
}

/** The case with the agent's part before it. Nobody answers until it is over. */
function afterAgent(of: CaseBudget, agentMs: number | undefined): CaseBudget {
  if (agentMs === undefined) return of;
  const convergedMs = of.convergedMs + agentMs;
  const phases = [{ id: 'agent-acts' as const, name: 'agent sees it and sets the label', ms: agentMs }, ...of.phases];
  return { ...of, phases, convergedMs, outageMs: convergedMs };
}

/** Cases in which nobody waits for a message from beyond a link. */
const withoutMessages: ReadonlySet<FailoverCase> = new Set(['host-loss', 'border-loss', 'gateway-loss']);

/** Delay of the links that messages of the failover cross, ms: the answer of the PE to the border. */
function delayOf(lab: RunningLab, { budget }: Cell): number {
  if (!budget || lab.delay === 'none' || withoutMessages.has(budget.case)) return 0;
  return Math.max(0, ...lab.fleet.site(budget.site).uplinks.map((uplink) => uplink.delayMs));
}

function journalCell(lab: RunningLab, experiment: string, cell: Cell): JournalCell {
  const budget = budgetOf(lab, cell);
  const published = publishedFailover(lab.published, experiment, cell.name);
  const inWord = (faults: Cell['faults']) =>
    faults.map((fault) => [fault.verb, fault.target, ...(fault.options ?? [])].join(' '));
  return {
    name: cell.name,
    title: cell.title,
    client: cell.client,
    first: cell.first,
    ...(cell.next === undefined ? {} : { next: cell.next }),
    faults: inWord(cell.faults),
    setUp: inWord(cell.setUp),
    metric: 'outage',
    ...(budget
      ? {
          budget: {
            case: budget.of.case,
            phases: budget.of.phases.map(({ name, ms }) => ({ name, ms })),
            convergedMs: budget.of.convergedMs,
            outageMs: budget.of.outageMs,
            delayMs: budget.delayMs,
          },
        }
      : {}),
    ...(published && { published }),
  };
}

/** Daemon and BFD of the borders that the cells are about. */
function dialects(lab: RunningLab, cells: readonly Cell[]): Pick<Journal, 'border' | 'backbone' | 'bfd'> {
  const site = cells[0] ? lab.fleet.site(cells[0].first) : lab.fleet.sites[0];
  const bfd = site?.bfd;
  const daemons = lab.fleet.networks.flatMap(({ routers }) => routers.map(({ dialect }) => dialectNames[dialect]));
  const backbone = [...new Set(daemons)].sort().join(' and ');
  return {
    border: site?.borders[0]?.dialect ?? 'frr',
    ...(backbone !== 'FRR' && { backbone }),
    bfd: bfd ? `${bfd.intervalMs} ms x ${bfd.multiplier}` : 'off',
  };
}
