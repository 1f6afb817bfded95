import { monthMs, outagesAMonth, usualObjectives } from '../availability';
import type { ClientAssessment, FailureAssessment, Miss, Objective, OutageLength } from '../availability';
import { heading, tableOf } from './terminal';
import type { Terminal } from './terminal';
import { timeText } from './time-text';

/** What an outage lasts no time of has no most; JSON has no infinity. */
const withoutLimit = 'unlimited';

/** The equation, as everything here shows it. */
const equation = 'availability = MTBF / (MTBF + MTTR)';

/** What clients may expect, for programs. */
export function sloJson(
  fleet: string,
  clients: readonly ClientAssessment[],
  objective: Objective | undefined,
  misses: readonly Miss[],
) {
  return {
    fleet,
    equation,
    monthMs,
    clients: clients.map((client) => ({
      ...client,
      failures: client.failures.map((failure) => ({
        ...failure,
        mostAMonth: usualObjectives.map((percent) => ({ percent, most: limited(outagesAMonth(percent, failure.outage.ms)) })),
      })),
    })),
    ...(objective && {
      objective: {
        ...objective,
        met: misses.length === 0,
        misses: misses.map(({ assessment: { service, client, family, availability }, failure, most }) => ({
          ...{ service, client, family, availability },
          ...(failure && { failure: failure.failure, at: failure.at }),
          ...(most !== undefined && { most }),
        })),
      },
    }),
  };
}

const limited = (most: number) => (Number.isFinite(most) ? most : withoutLimit);

/** What clients may expect, as tables. */
export function sloText(clients: readonly ClientAssessment[], terminal: Pick<Terminal, 'colour'>): string {
  const parts = clients.map((client) => clientText(client, terminal));
  const sources = [...new Set(clients.flatMap(({ failures }) => failures.flatMap(sourcesOf)))];
  return [
    `${equation} (equation 5.1). MTTR is the outage where somebody takes over, else the repair.`,
    ...(parts.length ? parts : ['No client network, or no service: there is nothing to tell.']),
    [
      'Outages by the budget are upper bounds, without link delays; measured ones are means. Losses inside networks are not in it.',
      `The last columns: how many outages of the kind, and no other, fit into a month of ${timeText(monthMs)}.`,
      ...sources,
    ].join('\n'),
  ].join('\n\n');
}

function clientText(client: ClientAssessment, terminal: Pick<Terminal, 'colour'>): string {
  const { service, vips, client: network, family, answeredBy, failures } = client;
  const asked = `${service} (${vips.join(', ')}) for ${network}${family ? ` over IPv${family}` : ''}`;
  if (answeredBy === undefined) return heading(`${asked}: no site answers`, terminal);
  const isPublished = failures.some(({ published }) => published);
  const head = [
    ...['failure', 'at', 'outage', 'repair', 'MTBF', 'availability', 'more than without'],
    ...(isPublished ? ['as published'] : []),
    ...usualObjectives.map((percent) => `${percent} %`),
  ];
  const rows = failures.map((failure) => [
    ...[failure.failure, failure.at, outageText(failure), lengthText(failure.repair), timeText(failure.mtbfMs)],
    ...[percentText(failure.availability), pointsText(failure.improvement)],
    ...(isPublished ? [failure.published ? publishedText(failure) : ''] : []),
    ...usualObjectives.map((percent) => String(limited(outagesAMonth(percent, failure.outage.ms)))),
  ]);
  const all = `All together: ${percentText(client.availability)}, without failover ${percentText(client.withoutFailover)}.`;
  return `${heading(`${asked}, answered by ${answeredBy}`, terminal)}\n${tableOf(head, rows, terminal)}\n${all}`;
}

function outageText({ failover, outage }: FailureAssessment): string {
  return failover ? lengthText(outage) : 'until repaired';
}

function lengthText({ ms, from }: OutageLength): string {
  return `${timeText(ms)} (${from})`;
}

function publishedText({ published }: FailureAssessment): string {
  if (!published) return '';
  const { outage, repair, availability, improvement } = published;
  return `${timeText(outage.ms)}, ${lengthText(repair)}\n${percentText(availability)}, ${pointsText(improvement)}`;
}

function sourcesOf({ outage, repair, published }: FailureAssessment): string[] {
  const lengths = [outage, repair, ...(published ? [published.outage, published.repair] : [])];
  return lengths.flatMap(({ from, source }) => (source === undefined ? [] : [`${from}: ${source}`]));
}

/** A share as percent: by what is missing, so that no rounding makes a whole of it. */
function percentText(share: number): string {
  return `${(100 - 100 * (1 - share)).toFixed(6)} %`;
}

/** A difference of shares. */
function pointsText(difference: number): string {
  const points = (100 * difference).toFixed(6);
  return Number(points) === 0 ? '0' : `${difference > 0 ? '+' : ''}${points} %`;
}

/** Whether an objective is met, and where it is not. */
export function missText({ percent, failovers }: Objective, count: number, misses: readonly Miss[]): string {
  const what = failovers === undefined ? `${percent} %` : `${percent} % with ${failovers} failovers a month`;
  if (!misses.length) return `\n${what}: met for ${count} of ${count}.`;
  return [
    `\n${what}: not met for ${misses.length} of ${count}.`,
    ...misses.map(({ assessment: { service, client, family, answeredBy, availability }, failure, most }) => {
      const who = `  ${service} for ${client}${family ? ` over IPv${family}` : ''}`;
      if (answeredBy === undefined) return `${who}: no site answers`;
      if (!failure) return `${who}: ${percentText(availability)}`;
      return `${who}: ${failure.failure} at ${failure.at} takes ${timeText(failure.outage.ms)}, which fits ${most} times`;
    }),
  ].join('\n');
}
