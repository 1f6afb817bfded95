import type { Trial } from '../../measure/journal';
import type { EventKind } from '../../timeline/event';
import { samplesOf, stepMs } from '../../probes';
import type { StreamSamples } from '../../probes';
import { isAnswered } from '../../statistics';
import { levelOf, variantOf } from '../rows';
import type { Row } from '../rows';
import { budgetColour, ink, lostColour, palette, theme, titled, width } from './theme';
import type { Picture } from './theme';

const laneHeight = 24;
/** How long before the fault the picture begins, ms. */
const beforeMs = 60;

/** Width of a part in the picture, px, as an expression of Vega. */
const room = "(scale('x', datum.to) - scale('x', datum.from))";

/** A row of requests with the same fate. */
interface Stretch {
  readonly lane: string;
  readonly from: number;
  readonly to: number;
  readonly who: string;
}

/** Lanes, in the order in which things happen. */
const lanesInOrder = ['label', 'BFD', 'BGP', 'kernel'] as const;

/** How an event is drawn. */
interface Drawn {
  readonly lane: (typeof lanesInOrder)[number];
  readonly symbol: string;
  readonly words: string;
  /** Whether its detail begins with a VIP: then it is drawn where that is the one that is asked. */
  readonly isOfVip: boolean;
}

/** What is drawn of the events, by their kind. */
const drawn: Readonly<Partial<Record<EventKind, Drawn>>> = {
  'route-label': { lane: 'label', symbol: 'triangle-right', words: 'route label set', isOfVip: false },
  'bfd-down': { lane: 'BFD', symbol: 'triangle-down', words: 'BFD down', isOfVip: false },
  'bfd-up': { lane: 'BFD', symbol: 'triangle-up', words: 'BFD up', isOfVip: false },
  'bgp-withdraw': { lane: 'BGP', symbol: 'cross', words: 'withdraw sent', isOfVip: true },
  'bgp-announce': { lane: 'BGP', symbol: 'diamond', words: 'route sent', isOfVip: true },
  'bgp-closed': { lane: 'BGP', symbol: 'square', words: 'BGP closed', isOfVip: false },
  'fib-changed': { lane: 'kernel', symbol: 'circle', words: 'kernel route set', isOfVip: true },
  'fib-removed': { lane: 'kernel', symbol: 'stroke', words: 'kernel route gone', isOfVip: true },
};

/**
 * One trial in lanes: who answered the client, what the budget allows beside what was measured, and for each router BFD, BGP and the
 * kernel's routes.
 *
 * @param primary the stream of the trial that outages are taken from
 * @param injectNs when the fault happened, CLOCK_MONOTONIC
 */
export function timelinePicture({ cell, journal, run }: Row, trial: Trial, primary: StreamSamples, injectNs: bigint): Picture {
  const address = primary.target.replace(/:\d+$/, '');
  const shown = trial.events.flatMap((event) => {
    const how = drawn[event.kind];
    return how && (!how.isOfVip || event.detail.split(/[\s/]/, 1)[0] === address) ? [{ ...event, how }] : [];
  });
  const movedMs = Math.max(
    trial.outageMs ?? 0,
    trial.failoverMs ?? 0,
    ...trial.phases.map((_, index) => ends(trial.phases.slice(0, index + 1), 'measuredMs')),
  );
  const endMs = Math.max(50, movedMs, (cell.budget?.convergedMs ?? 0) + (cell.budget?.delayMs ?? 0)) * 1.15 + 20;
  const events = shown
    .filter((event) => event.atMs >= -beforeMs && event.atMs <= endMs)
    .map((event) => ({
      lane: `${event.how.lane} ${event.where}`,
      at: event.atMs,
      kind: event.how.words,
      text: `${event.atMs.toFixed(0)}`,
    }));
  const client = `client ${cell.client}`;
  const stretches = stretchesOf(primary, injectNs, client).filter((entry) => entry.to >= -beforeMs && entry.from <= endMs);
  const phases = [...bars(trial, 'budgetMs', 'budget'), ...bars(trial, 'measuredMs', 'measured')];
  const lanes = [client, ...(phases.length ? ['budget', 'measured'] : []), ...sortedLanes(events.map((event) => event.lane))];
  const who = [...new Set(stretches.map((entry) => entry.who).filter((name) => name !== 'no answer'))];
  const seen = Object.values(drawn).filter(({ words }) => events.some((event) => event.kind === words));
  const height = lanes.length * laneHeight;
  return {
    ...theme,
    width,
    height,
    title: titled(
      `${cell.title}: trial ${trial.number}, ${variantOf(run)}`,
      `${levelOf(journal)}; every request of the primary stream, packets and kernel routes as they were seen`,
    ),
    data: [
      {
        name: 'stretches',
        values: stretches.map((entry) => ({ ...entry, from: Math.max(entry.from, -beforeMs), to: Math.min(entry.to, endMs) })),
      },
      { name: 'phases', values: phases },
      { name: 'events', values: thinned(events, endMs) },
    ],
    scales: [
      { name: 'x', type: 'linear', domain: [-beforeMs, endMs], range: 'width', nice: false },
      { name: 'y', type: 'band', domain: lanes, range: 'height', paddingInner: 0.25, paddingOuter: 0.1 },
      { name: 'who', type: 'ordinal', domain: [...who, 'no answer'], range: [...palette.slice(0, who.length), lostColour] },
      {
        name: 'shape',
        type: 'ordinal',
        domain: seen.map(({ words }) => words),
        range: seen.map(({ symbol }) => symbol),
      },
    ],
    axes: [
      { orient: 'bottom', scale: 'x', title: 'ms after the fault', grid: true, tickCount: 12 },
      { orient: 'left', scale: 'y', domain: false, ticks: false, labelLimit: 260 },
    ],
    legends: [
      { fill: 'who', title: 'answered by', symbolType: 'square' },
      ...(seen.length ? [{ shape: 'shape', title: 'seen', symbolFillColor: ink, symbolStrokeColor: ink, symbolSize: 60 }] : []),
    ],
    marks: [
      {
        type: 'rule',
        encode: {
          enter: {
            x: { scale: 'x', value: 0 },
            y: { value: 0 },
            y2: { value: height },
            stroke: { value: lostColour },
            strokeWidth: { value: 1.2 },
          },
        },
      },
      {
        type: 'rect',
        from: { data: 'stretches' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'from' },
            x2: { scale: 'x', field: 'to' },
            y: { scale: 'y', field: 'lane' },
            height: { scale: 'y', band: 1 },
            fill: { scale: 'who', field: 'who' },
          },
        },
      },
      {
        type: 'rect',
        from: { data: 'phases' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'from' },
            x2: { scale: 'x', field: 'to' },
            y: { scale: 'y', field: 'lane' },
            height: { scale: 'y', band: 1 },
            fill: { signal: `datum.lane === 'budget' ? '${budgetColour}' : '#F3E3C3'` },
            stroke: { value: '#888' },
            strokeWidth: { value: 0.7 },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'phases' },
        encode: {
          enter: {
            x: { signal: "(scale('x', datum.from) + scale('x', datum.to)) / 2" },
            y: { scale: 'y', field: 'lane', band: 0.5 },
            align: { value: 'center' },
            baseline: { value: 'middle' },
            fontSize: { value: 9.5 },
            limit: { signal: "max(0, scale('x', datum.to) - scale('x', datum.from) - 4)" },
            text: {
              signal: `${room} > 6.2 * length(datum.text) ? datum.text : ${room} > 6.2 * length(datum.mid) ? datum.mid : ${room} > 18 ? datum.short : ''`,
            },
          },
        },
      },
      {
        type: 'symbol',
        from: { data: 'events' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'at' },
            y: { scale: 'y', field: 'lane', band: 0.5 },
            shape: { scale: 'shape', field: 'kind' },
            size: { value: 60 },
            fill: { value: ink },
            stroke: { value: ink },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'events' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'at', offset: 7 },
            y: { scale: 'y', field: 'lane', band: 0.5 },
            baseline: { value: 'middle' },
            fontSize: { value: 9.5 },
            text: { field: 'text' },
          },
        },
      },
    ],
  };
}

/** In the order in which things happen. */
function sortedLanes(lanes: readonly string[]): string[] {
  const rank = (lane: string) => lanesInOrder.findIndex((kind) => lane.startsWith(`${kind} `));
  return [...new Set(lanes)].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** Leaves out labels that would stand on the next symbol: of those that stand close the last one keeps its label. */
function thinned<T extends { lane: string; at: number; text: string }>(events: readonly T[], endMs: number): T[] {
  const close = (endMs * 34) / width;
  const next = new Map<string, number>();
  const thin = [...events]
    .sort((a, b) => b.at - a.at)
    .map((event) => {
      const isClose = (next.get(event.lane) ?? Infinity) - event.at < close;
      next.set(event.lane, event.at);
      return isClose ? { ...event, text: '' } : event;
    });
  return thin.reverse();
}

function ends(phases: Trial['phases'], field: 'budgetMs' | 'measuredMs'): number {
  return phases.reduce((sum, phase) => sum + (phase[field] ?? 0), 0);
}

function bars(trial: Trial, field: 'budgetMs' | 'measuredMs', lane: string) {
  return trial.phases.flatMap((phase, index) => {
    const length = phase[field];
    const from = ends(trial.phases.slice(0, index), field);
    return length === undefined || length <= 0
      ? []
      : [
          {
            lane,
            from,
            to: from + length,
            text: `${phase.name} ${Math.round(length)}`,
            mid: `${phase.name.split(' ', 1)[0] ?? ''} ${Math.round(length)}`,
            short: `${Math.round(length)}`,
          },
        ];
  });
}

/** Requests in a row that the same site answered, or nobody. */
function stretchesOf(stream: StreamSamples, injectNs: bigint, lane: string): Stretch[] {
  const shift = Number(BigInt(stream.originNs) - injectNs) / 1e6;
  const step = stepMs(stream);
  const stretches: { lane: string; from: number; to: number; who: string }[] = [];
  for (const sample of samplesOf(stream)) {
    const who = isAnswered(sample) ? (sample.server?.site ?? 'unknown') : 'no answer';
    const at = sample.dueMs + shift;
    const open = stretches.at(-1);
    if (open?.who === who) open.to = at + step;
    else stretches.push({ lane, from: at, to: at + step, who });
  }
  return stretches;
}
