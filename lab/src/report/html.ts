import { censoringNote, summarize } from '../statistics';
import { escape, htmlList, htmlTable } from './html-text';
import { medianText, percent, rangeText, time, whole } from './numbers';
import type { FaultGroup } from './pictures';
import { faultGroups } from './pictures';
import { variantOf } from './rows';
import type { Row } from './rows';
import type { Run } from './runs';
import { style } from './style';
import { byLevel, failoverCells, failoverHeadings, latencyHeadings, latencyRows } from './table';

/** A level of the report: its runs, and its pictures as SVG by name. */
export interface LevelSection {
  readonly level: string;
  readonly runs: readonly Run[];
  readonly pictures: Readonly<Record<string, string>>;
}

/** The report as one file that needs nothing else. */
export function reportHtml(sections: readonly LevelSection[], madeAt: string): string {
  const fleets = [...new Set(sections.flatMap((section) => section.runs.map((run) => run.journal.fleet)))].join(', ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Failover of ${escape(fleets)}</title><style>${style}</style></head><body>
<header><h1>Failover of ${escape(fleets)}, measured</h1>
<p class="quiet">${sections.map((section) => `<span class="level">${escape(section.level)}</span>`).join(' ')} report made ${escape(madeAt)}</p></header>
${sections.map(levelHtml).join('\n')}
${methodHtml()}
</body></html>
`;
}

/** Runs sorted into sections, without pictures yet. */
export function sectionsOf(runs: readonly Run[]): Omit<LevelSection, 'pictures'>[] {
  return [...byLevel(runs)].map(([level, group]) => ({ level, runs: group }));
}

function levelHtml({ level, runs, pictures }: LevelSection): string {
  const groups = faultGroups(runs);
  const rows = groups.flatMap((group) => group.rows);
  const latencies = runs.filter((run) => run.journal.latencies.length);
  return `<h2>Results at ${escape(level)}</h2>
${rows.length ? `<p>Outage: time between the last answered request before the gap and the first one after it, at 1,000 requests a second. Next answer: from the fault to the first reply of whoever serves next. All times in ms.</p>${htmlTable(failoverHeadings, rows.map(failoverCells), new Set([2, 3, 4, 5, 6, 7, 8, 9]))}` : ''}
${latencies
  .map(
    (run, place) => `<h3>${escape(run.journal.title)}: ${escape(run.journal.question)}</h3>
<p class="quiet">${escape(variantOf(run))}. Predicted: the delays of the links alone, both ways.${publishedSources(run.journal)}</p>
${htmlTable(latencyHeadings, latencyRows(run), new Set([2, 3, 4, 5, 6, 7, 8]))}${figure(pictures, `steady-state-${place + 1}`)}`,
  )
  .join('\n')}
${groups.map((group) => groupHtml(group, pictures)).join('\n')}
<h3>Where and how it was measured</h3>
${environmentHtml(runs)}`;
}

/** Where the published latencies of a run stand, once each. */
function publishedSources({ latencies }: Run['journal']): string {
  const sources = new Set(latencies.flatMap(({ published }) => published?.source ?? []));
  return [...sources].map((source) => ` Published: ${escape(source)}.`).join('');
}

function groupHtml({ id, rows }: FaultGroup, pictures: LevelSection['pictures']): string {
  const [first] = rows;
  if (!first) return '';
  const { cell, journal } = first;
  const names = Object.keys(pictures).filter((name) => name.startsWith(`${id}-`));
  const move = cell.next === undefined ? `${cell.first}, and nobody else until it is back` : `${cell.first}, then ${cell.next}`;
  return `<h3>${escape(cell.title)}</h3>
<p>${escape(journal.question)}</p>
<p class="quiet">Client ${escape(cell.client)}; predicted to be answered by ${escape(move)}. Fault: <code>${escape(cell.faults.join('; '))}</code>${cell.setUp.length ? `; all the time: <code>${escape(cell.setUp.join('; '))}</code>` : ''}.${cell.published ? ` Published: ${time(cell.published.meanMs)} ms (${escape(cell.published.source)}).` : ''}</p>
${rows.map((row) => rowHtml(row)).join('\n')}
${names.map((name) => figure(pictures, name)).join('\n')}`;
}

function rowHtml(row: Row): string {
  const { journal, outage, recovery } = row;
  const notes = [
    ...(outage ? [censoringNote(outage)].filter((note) => note !== undefined) : []),
    ...invalidTrials(row),
    ...row.flags.map((flag) => `Flagged: ${flag}.`),
    ...(journal.stopped === undefined ? [] : [`The run ended early: ${journal.stopped}.`]),
  ];
  const facts = [
    outage
      ? `Outage ${medianText(outage)} ms (${percent(outage.interval.confidence)} interval of the median), ${rangeText(outage)} ms, n = ${outage.n}`
      : 'No valid trial',
    `Primary stream: ${whole(row.lostRequests)} requests and ${whole(row.lostReplies)} replies lost of ${whole(row.requests)}`,
    ...httpFacts(row),
    ...(recovery ? [`Back at the first site ${medianText(recovery)} ms after the heal`] : []),
  ];
  return `<p><strong>${escape(variantOf(row.run))}.</strong> ${escape(facts.join('. '))}.</p>
${phasesHtml(row)}${notes.length ? `<div class="warning">${htmlList(notes)}</div>` : ''}`;
}

/** Failures of HTTP: with new connections, and of the kept one, which breaks whenever another site answers. */
function httpFacts({ trials }: Row): string[] {
  const all = trials.flatMap((trial) => trial.streams.filter((stream) => stream.kind === 'http'));
  const facts: string[] = [];
  for (const [title, isKept] of [
    ['HTTP with new connections', false],
    ['HTTP over one kept connection', true],
  ] as const) {
    const streams = all.filter((stream) => (stream.stream === 'http-kept') === isKept);
    const asked = streams.reduce((sum, stream) => sum + stream.requests, 0);
    const failures = new Map<string, number>();
    for (const [name, count] of streams.flatMap((stream) => Object.entries(stream.failures)))
      failures.set(name, (failures.get(name) ?? 0) + count);
    const told = [...failures].map(([name, count]) => `${whole(count)} ${name}`).join(', ');
    if (asked) facts.push(`${title}: ${told || 'no failure'} of ${whole(asked)}`);
  }
  return facts;
}

/** Invalid trials with their reasons; those with alike reasons together. */
function invalidTrials({ invalid }: Row): string[] {
  const groups = new Map<string, { readonly numbers: number[]; readonly reason: string }>();
  for (const trial of invalid) {
    const reason = trial.invalid.join('; ');
    const key = reason.replace(/[\d.]+/g, '#').slice(0, 60);
    const group = groups.get(key) ?? { numbers: [], reason };
    groups.set(key, group);
    group.numbers.push(trial.number);
  }
  return [...groups.values()].map(({ numbers, reason }) =>
    numbers.length === 1
      ? `Trial ${numbers[0] ?? ''} is invalid and not counted: ${reason}.`
      : `Trials ${numbers.join(', ')} are invalid and not counted: ${reason}, or alike.`,
  );
}

/** Medians of the parts of the failover beside the budget. */
function phasesHtml({ trials, cell }: Row): string {
  const names = trials[0]?.phases.map((phase) => phase.name) ?? [];
  if (!names.length) return '';
  const rows = names.map((name, index) => {
    const of = trials.map((trial) => trial.phases[index]);
    const seen = summarize(of.flatMap((phase) => (phase?.measuredMs === undefined ? [] : [phase.measuredMs])));
    return [name, seen ? medianText(seen) : 'not seen', rangeText(seen), String(seen?.n ?? 0), time(of[0]?.budgetMs)];
  });
  const delay = cell.budget?.delayMs
    ? [['link delay on the way of the messages (inside the parts above)', '', '', '', time(cell.budget.delayMs)]]
    : [];
  return htmlTable(['part, ms', 'median [95 % CI]', 'min - max', 'n', 'budget'], [...rows, ...delay], new Set([1, 2, 3, 4]));
}

function figure(pictures: LevelSection['pictures'], name: string): string {
  const svg = pictures[name];
  return svg === undefined ? '' : `<figure>${svg}</figure>`;
}

function environmentHtml(runs: readonly Run[]): string {
  const rows = runs.map((run) => {
    const { journal } = run;
    const { environment, options } = journal;
    return [
      journal.experiment,
      variantOf(run),
      journal.startedAt.replace(/\.\d+Z$/, 'Z'),
      `${options.trials} trials, seed ${options.seed}`,
      `${environment.kernel.split(' ')[0] ?? ''}, ${environment.cpus} CPUs, load ${environment.loadBefore.toFixed(1)} to ${environment.loadAfter.toFixed(1)}, clock ${environment.clocksource}`,
      [...Object.values(environment.daemons), `Node ${environment.node} (${environment.priority})`].join('; '),
      environment.revision,
    ];
  });
  const notes = [...new Set(runs.flatMap(({ journal }) => journal.notes))];
  const commands = [...new Set(runs.map(({ journal }) => journal.command))];
  return `${htmlTable(['experiment', 'border', 'started', 'trials', 'machine', 'programs', 'revision'], rows)}
${notes.length ? `<p>Otherwise than in production:</p>${htmlList(notes)}` : ''}
<p>Commands that repeat it:</p><pre>${escape(commands.join('\n'))}</pre>`;
}

function methodHtml(): string {
  return `<h2>How to read this</h2>
${htmlList([
  'Every trial begins in a steady state: the first site has answered every request for two seconds. The fault happens at a random moment of the BFD interval, drawn from a seed. The trial ends when the next site has answered everything for two seconds, the fault was taken back, and the first site answers again.',
  'Requests are sent on a schedule that does not wait for answers (open loop), so an outage is not hidden by a client that stops to ask.',
  'Medians have distribution-free confidence intervals from order statistics. A trial in which the sender was late, the clock moved, or BFD flapped without a fault is invalid and listed. A trial that ended before the effect did is kept and counts as longer than all others.',
  'Budget: the upper bound that the library derives from the timers and daemons of the fleet. Residual: time from the last change of a route that was seen to the first answer; above 50 ms it is flagged.',
  'Numbers of different levels are never in one table or picture.',
])}`;
}
