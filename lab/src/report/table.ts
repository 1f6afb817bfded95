import Table from 'cli-table3';
import type { Afterwards } from '../measure/journal';
import { medianText, rangeText, time, whole } from './numbers';
import { levelOf, rowsOf, variantOf } from './rows';
import type { Row } from './rows';
import type { Run } from './runs';

/** Runs by where their numbers come from. */
export function byLevel(runs: readonly Run[]): Map<string, Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const level = levelOf(run.journal);
    groups.set(level, [...(groups.get(level) ?? []), run]);
  }
  return groups;
}

/** The tables for a terminal: for each level one of failovers and one of latencies. */
export function terminalTables(runs: readonly Run[]): string {
  return [...byLevel(runs)]
    .flatMap(([level, group]) => {
      const rows = group.flatMap(rowsOf);
      return [
        ...(rows.length ? [`Failover at ${level}; times in ms`, failoverTable(rows, level)] : []),
        ...group
          .filter((run) => run.journal.latencies.length)
          .flatMap((run) => [`Latency at ${level}; times in ms`, latencyTable(run, level)]),
        ...notesOf(group, rows),
      ];
    })
    .join('\n');
}

/** Headings of the table of failovers. */
export const failoverHeadings = [
  'fault',
  'border',
  'published',
  'outage: median [95 % CI]',
  'n',
  'min - max',
  'next answer: median',
  'lost requests',
  'budget',
  'residual',
  'level',
] as const;

/** The cells of a row of failovers, as text. */
export function failoverCells(row: Row): string[] {
  const { journal, cell, outage, failover, lost, requests, residualMs } = row;
  return [
    cell.title,
    variantOf(row.run),
    cell.published ? time(cell.published.meanMs) : '',
    medianText(outage),
    `${outage?.n ?? 0}${row.invalid.length ? ` (+${row.invalid.length} invalid)` : ''}`,
    rangeText(outage),
    failover ? time(failover.median) : '',
    `${whole(lost)} of ${whole(requests)}`,
    budgetText(row),
    time(residualMs),
    journal.level,
  ];
}

/** What the budget says of a cell: the outage, and where that is 0 the time until traffic has moved. */
export function budgetText({ cell: { budget } }: Row): string {
  if (!budget) return '';
  return budget.outageMs ? time(budget.outageMs + budget.delayMs) : `0 (moved in ${time(budget.convergedMs + budget.delayMs)})`;
}

function failoverTable(rows: readonly Row[], level: string): string {
  const table = new Table({ head: [...failoverHeadings], style: { head: [], border: [], compact: true }, wordWrap: true });
  for (const row of rows) table.push(failoverCells(row));
  return `${table.toString()}\n(${level})`;
}

/** Headings of the table of latencies. */
export const latencyHeadings = [
  'client',
  'site',
  'published mean / median',
  'predicted',
  'median [95 % CI]',
  'mean',
  'sd',
  'n',
  'lost',
  'by',
  'level',
] as const;

/** The rows of latencies of a run, as text. */
export function latencyRows({ journal }: Run): string[][] {
  return journal.latencies.map((row) => [
    row.client,
    row.site,
    row.published ? `${row.published.meanMs} / ${row.published.medianMs ?? ''}` : '',
    time(row.predictedMs),
    `${row.medianMs.toFixed(2)} [${row.intervalMs.map((ms) => ms.toFixed(2)).join(', ')}]`,
    row.meanMs.toFixed(2),
    row.deviationMs.toFixed(2),
    String(row.n),
    String(row.lost),
    row.stream,
    journal.level,
  ]);
}

function latencyTable(run: Run, level: string): string {
  const table = new Table({ head: [...latencyHeadings], style: { head: [], border: [], compact: true } });
  for (const row of latencyRows(run)) table.push(row);
  return `${table.toString()}\n(${level})`;
}

/** What a reader must know beside the numbers: once each. */
export function notesOf(runs: readonly Run[], rows: readonly Row[]): string[] {
  const notes = new Set(runs.flatMap(({ journal }) => journal.notes));
  for (const { cell, trials, invalid, flags } of rows) {
    const asked = trials.flatMap(({ afterwards }) => afterwards ?? []);
    if (asked.length) notes.add(`${cell.title}: ${afterwardsText(asked)}`);
    for (const trial of invalid.slice(0, 3))
      notes.add(`${cell.title}: trial ${trial.number} is invalid: ${trial.invalid.join('; ')}`);
    if (invalid.length > 3) notes.add(`${cell.title}: ${invalid.length - 3} more trials are invalid: see the report`);
    for (const flag of flags) notes.add(`${cell.title}: ${flag}`);
  }
  for (const { journal } of runs)
    if (journal.stopped !== undefined) notes.add(`${journal.title}: ended early: ${journal.stopped}`);
  return [...notes].map((note) => `note: ${note}`);
}

/** What all client networks saw while the fault was still there, over several trials. */
function afterwardsText(asked: readonly Afterwards[]): string {
  const clients = asked.reduce((sum, one) => sum + one.clients, 0);
  const names = (pick: (one: (typeof asked)[number]) => readonly string[]) => asked.flatMap(pick);
  const [unanswered, split] = [names((one) => one.unanswered), names((one) => one.split)];
  const list = (entries: readonly string[]) => (entries.length ? ` (${[...new Set(entries)].join('; ')})` : '');
  return `afterwards ${unanswered.length} of ${clients} clients without an answer${list(unanswered)}, ${split.length} with flows at several sites${list(split)}`;
}
