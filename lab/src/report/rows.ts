import { dialectNames } from '../model/dialect-names';
import type { Journal, JournalCell, Trial } from '../measure/journal';
import { uncensored } from '../measure/journal';
import { summarize } from '../statistics';
import type { Summary } from '../statistics';
import type { Run } from './runs';

/** One row of the table: a cell of a run. */
export interface Row {
  readonly run: Run;
  readonly journal: Journal;
  readonly cell: JournalCell;
  /** Trials that count: neither warm-up nor invalid. */
  readonly trials: readonly Trial[];
  readonly invalid: readonly Trial[];
  readonly outage: Summary | undefined;
  readonly failover: Summary | undefined;
  readonly recovery: Summary | undefined;
  /** Requests of the primary stream that were lost, and that were asked, over all trials that count. */
  readonly lost: number;
  readonly requests: number;
  readonly lostRequests: number;
  readonly lostReplies: number;
  /** Failed requests over all HTTP streams, by class. */
  readonly failures: Readonly<Record<string, number>>;
  /** Largest residual, and largest excess over the budget, ms. */
  readonly residualMs: number | undefined;
  readonly overBudgetMs: number | undefined;
  readonly flags: readonly string[];
}

/** The rows of a run. A run of latencies has none. */
export function rowsOf(run: Run): Row[] {
  const { journal } = run;
  return journal.cells.map((cell) => {
    const ofCell = journal.trials.filter((trial) => trial.cell === cell.name && !trial.warmUp);
    const trials = ofCell.filter((trial) => !trial.invalid.length);
    const values = (pick: (trial: Trial) => number | null) => summarize(trials.map((trial) => uncensored(pick(trial))));
    const primary = trials.flatMap((trial) => trial.streams.slice(0, 1));
    const sum = (list: readonly (number | undefined)[]) => list.reduce<number>((total, value) => total + (value ?? 0), 0);
    return {
      run,
      journal,
      cell,
      trials,
      invalid: ofCell.filter((trial) => trial.invalid.length),
      outage: values((trial) => trial.outageMs),
      failover: values((trial) => trial.failoverMs),
      recovery: values((trial) => trial.recoveryMs),
      lost: sum(primary.map((stream) => stream.lost)),
      requests: sum(primary.map((stream) => stream.requests)),
      lostRequests: sum(primary.map((stream) => stream.lostRequests)),
      lostReplies: sum(primary.map((stream) => stream.lostReplies)),
      failures: failuresOf(trials),
      residualMs: greatest(trials.map((trial) => trial.residualMs)),
      overBudgetMs: greatest(trials.map((trial) => trial.overBudgetMs)),
      flags: [...new Set(trials.flatMap((trial) => trial.flags))],
    };
  });
}

function failuresOf(trials: readonly Trial[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const stream of trials.flatMap((trial) => trial.streams).filter((entry) => entry.kind === 'http')) {
    for (const [failure, count] of Object.entries(stream.failures)) total[failure] = (total[failure] ?? 0) + count;
  }
  return total;
}

function greatest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length ? Math.max(...known) : undefined;
}

/** The trial whose outage is nearest to the median: the one that pictures show. Where nothing was lost, by the failover time. */
export function typicalTrial({ trials, outage, failover }: Row): Trial | undefined {
  const byOutage = (outage?.max ?? 0) > 0;
  const middle = (byOutage ? outage : failover)?.median ?? 0;
  const distance = (trial: Trial) => Math.abs(uncensored(byOutage ? trial.outageMs : trial.failoverMs) - middle);
  return trials.reduce<Trial | undefined>(
    (best, trial) => (best && !(distance(trial) < distance(best)) ? best : trial),
    undefined,
  );
}

/** Where numbers come from: those with different ones are never in one table or picture. */
export function levelOf(journal: Journal): string {
  const delay = { netem: 'link delay by netem', 'delay-line': "link delay by the lab's delay line", none: 'no link delay' }[
    journal.delay
  ];
  return `level ${journal.level}, ${delay}`;
}

/**
 * What tells runs of the same fault apart: daemon of the border and its BFD, such as `FRR, BFD 50 ms x 3`, the fleet where there are several,
 * and whether an agent was there.
 */
export function variantOf({ journal, ofSeveralFleets }: Run): string {
  const daemon = dialectNames[journal.border] + (journal.backbone === undefined ? '' : ` (backbone ${journal.backbone})`);
  const bfd = journal.bfd === 'off' ? 'no BFD' : `BFD ${journal.bfd}`;
  const alone = journal.agent === false ? ['no agent'] : [];
  return [daemon, bfd, ...(ofSeveralFleets ? [journal.fleet] : []), ...alone].join(', ');
}
