import type { CaseBudget, Site } from 'anycast-mec';
import type { Sample, StreamSamples } from '../probes';
import { isAnswered } from '../statistics';
import type { TimelineEvent, TrialEvent } from '../timeline/event';
import { phasesOf } from '../timeline/phases';
import { censored } from './journal';
import type { Trial } from './journal';
import { duringFault, inFlightMs, streamOf } from './spans';
import type { Moments } from './spans';

/** Who is expected to answer. */
export interface Expected {
  readonly firstSite: string;
  /** Full name of the host that answered before; only where one host is hit. */
  readonly firstHost?: string;
  readonly nextSite: string | undefined;
}

/** What an analysis starts from. */
export interface TrialRecord extends Moments {
  readonly streams: readonly StreamSamples[];
  readonly events: readonly TimelineEvent[];
  readonly injectedNs: bigint;
  readonly expected: Expected;
  /** The budget, the site that it is of, and the link delay that comes on top, ms. */
  readonly budget?: { readonly of: CaseBudget; readonly site: Site; readonly delayMs: number };
}

/** How much later than it happened a change of a kernel route is noticed on a busy machine, ms. */
const noticedMs = 20;

/** Unexplained time above which a trial is flagged, ms. */
export const residualLimitMs = 50;

/** What a trial shows, apart from what its loop knows. */
export type TrialFindings = Pick<
  Trial,
  | 'injectionMs'
  | 'healMs'
  | 'outageMs'
  | 'failoverMs'
  | 'recoveryMs'
  | 'wrongSite'
  | 'streams'
  | 'events'
  | 'phases'
  | 'residualMs'
  | 'overBudgetMs'
  | 'flags'
>;

/**
 * Reads a trial. The first stream is the one that the outage is taken from.
 *
 * @throws Error if there is no stream
 */
export function analyse(record: TrialRecord): TrialFindings {
  const { injectNs, healNs, expected, budget } = record;
  const [primary, ...others] = record.streams.map((stream) => streamOf(stream, record));
  if (!primary) throw new Error('a trial without a stream shows nothing');
  const healMs = since(healNs, injectNs);
  const moved = firstMoved(primary.samples, expected, healMs);
  const back = primary.samples.find((sample) => sample.dueMs >= healMs && isFirst(sample, expected));
  const { outage } = primary;
  const interval = primary.summary.intervalMs / primary.summary.flows;
  const events = eventsOf(record, moved, back);
  // What comes after the next answer explains nothing: MetalLB takes back what has no endpoint any more, containers start again.
  const overMs = Math.min(healMs, (moved?.answeredMs ?? healMs) + noticedMs);
  const phases = budget ? phasesOf(budget.of, budget.site, events, overMs) : [];
  const endMs = outage.lost ? outage.firstAnsweredMs : undefined;
  const residualMs = endMs === undefined ? undefined : residualOf(endMs, events);
  const overBudgetMs = budget ? Math.max(0, outage.blackoutMs - interval - budget.of.outageMs - budget.delayMs) : undefined;
  return {
    injectionMs: since(record.injectedNs, injectNs),
    healMs,
    outageMs: censored(outage.blackoutMs),
    failoverMs: moved?.answeredMs ?? null,
    recoveryMs: back?.answeredMs === undefined ? null : back.answeredMs - healMs,
    wrongSite: duringFault(primary.samples, record).filter((sample) => isWrong(sample, expected)).length,
    streams: [primary, ...others].map((stream) => stream.summary),
    events,
    phases,
    ...(residualMs === undefined ? {} : { residualMs }),
    ...(overBudgetMs === undefined || !Number.isFinite(overBudgetMs) ? {} : { overBudgetMs }),
    flags: flagsOf(primary.summary.agrees, outage.lost, residualMs, overBudgetMs),
  };
}

function flagsOf(agrees: boolean, lost: number, residualMs: number | undefined, overBudgetMs: number | undefined): string[] {
  return [
    ...(lost && !agrees ? ['blackout and loss-derived time differ: the loss was partial, or the route flapped'] : []),
    ...(residualMs !== undefined && residualMs > residualLimitMs
      ? [`${Math.round(residualMs)} ms of the outage come after the last change of a route that was seen`]
      : []),
    ...(overBudgetMs !== undefined && overBudgetMs > residualLimitMs
      ? [
          `the outage exceeds the budget by ${Number.isFinite(overBudgetMs) ? `${Math.round(overBudgetMs)} ms` : 'more than was observed'}`,
        ]
      : []),
  ];
}

/** From the last change of a route before traffic flowed again until it did, ms. */
function residualOf(endMs: number, events: readonly TrialEvent[]): number | undefined {
  const changes = events.filter(({ kind, atMs }) => kind === 'fib-changed' && atMs >= 0 && atMs <= endMs + inFlightMs);
  const last = changes.at(-1);
  return last && Math.max(0, endMs - last.atMs);
}

function eventsOf(record: TrialRecord, moved: Sample | undefined, back: Sample | undefined): TrialEvent[] {
  const { injectNs, healNs, expected } = record;
  const seen = record.events.map(({ atNs, ...event }): TrialEvent => ({ ...event, atMs: since(atNs, injectNs) }));
  const own: TrialEvent[] = [
    { atMs: 0, kind: 'inject', where: 'lab', detail: 'the fault happens' },
    { atMs: since(healNs, injectNs), kind: 'heal', where: 'lab', detail: 'the fault is taken back' },
  ];
  if (moved?.answeredMs !== undefined)
    own.push({ atMs: moved.answeredMs, kind: 'first-reply', where: 'client', detail: `from ${nameOf(moved)}` });
  if (back?.answeredMs !== undefined)
    own.push({ atMs: back.answeredMs, kind: 'back', where: 'client', detail: `${expected.firstSite} answers again` });
  return [...seen, ...own].sort((a, b) => a.atMs - b.atMs);
}

/** The first answer of whoever is next: of another site, of another host, or of the same one after an interruption. */
function firstMoved(samples: readonly Sample[], expected: Expected, healMs: number): Sample | undefined {
  const after = samples.filter((sample) => sample.dueMs >= -inFlightMs && sample.dueMs < healMs);
  if (expected.nextSite === undefined) return undefined;
  if (expected.nextSite !== expected.firstSite)
    return after.find((sample) => isAnswered(sample) && sample.server?.site === expected.nextSite);
  if (expected.firstHost !== undefined)
    return after.find((sample) => isAnswered(sample) && sample.server && nameOf(sample) !== expected.firstHost);
  const lost = after.findIndex((sample) => !isAnswered(sample));
  return lost < 0 ? undefined : after.slice(lost).find(isAnswered);
}

function isFirst(sample: Sample, { firstSite }: Expected): boolean {
  return isAnswered(sample) && sample.server?.site === firstSite;
}

function isWrong(sample: Sample, { firstSite, nextSite }: Expected): boolean {
  const site = sample.server?.site;
  return site !== undefined && site !== firstSite && site !== nextSite;
}

function nameOf({ server }: Sample): string {
  return server ? `${server.site}/${server.host}` : 'nobody';
}

function since(ns: bigint, originNs: bigint): number {
  return Number(ns - originNs) / 1e6;
}
