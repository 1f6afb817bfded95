import type { Trial } from '../../measure/journal';
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

const symbols: Readonly<Record<string, string>> = {
  'route-label': 'triangle-right',
  'bfd-down': 'triangle-down',
  'bfd-up': 'triangle-up',
  'bgp-withdraw': 'cross',
  'bgp-announce': 'diamond',
  'bgp-closed': 'square',
  'fib-changed': 'circle',
  'fib-removed': 'stroke',
};

const words: Readonly<Record<string, string>> = {
  'route-label': 'route label set',
  'bfd-down': 'BFD down',
  'bfd-up': 'BFD up',
  'bgp-withdraw': 'withdraw sent',
  'bgp-announce': 'route sent',
  'bgp-closed': 'BGP closed',
  'fib-changed': 'kernel route set',
  'fib-removed': 'kernel route gone',
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
  const shown = trial.events.filter((event) => event.kind in symbols && isAbout(event.detail, event.kind, address));
  const movedMs = Math.max(
    trial.outageMs ?? 0,
    trial.failoverMs ?? 0,
    ...trial.phases.map((_, index) => ends(trial.phases.slice(0, index + 1), 'measuredMs')),
  );
  const endMs = Math.max(50, movedMs, (cell.budget?.convergedMs ?? 0) + (cell.budget?.delayMs ?? 0)) * 1.15 + 20;
  const events = shown
    .filter((event) => event.atMs >= -beforeMs && event.atMs <= endMs)
    .map((event) => ({
      lane: laneOf(event.kind, event.where),
      at: event.atMs,
      kind: words[event.kind] ?? event.kind,
      text: `${event.atMs.toFixed(0)}`,
    }));
  const client = `client ${cell.client}`;
  const stretches = stretchesOf(primary, injectNs, client).filter((entry) => entry.to >= -beforeMs && entry.from <= endMs);
  const phases = [...bars(trial, 'budgetMs', 'budget'), ...bars(trial, 'measuredMs', 'measured')];
  const lanes = [client, ...(phases.length ? ['budget', 'measured'] : []), ...sortedLanes(events.map((event) => event.lane))];
  const who = [...new Set(stretches.map((entry) => entry.who).filter((name) => name !== 'no answer'))];
  const kinds = Object.values(words).filter((kind) => events.some((event) => event.kind === kind));
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
        domain: kinds,
        range: kinds.map((kind) => symbols[Object.keys(words).find((key) => words[key] === kind) ?? ''] ?? 'circle'),
      },
    ],
    axes: [
      { orient: 'bottom', scale: 'x', title: 'ms after the fault', grid: true, tickCount: 12 },
      { orient: 'left', scale: 'y', domain: false, ticks: false, labelLimit: 260 },
    ],
    legends: [
      { fill: 'who', title: 'answered by', symbolType: 'square' },
      ...(kinds.length ? [{ shape: 'shape', title: 'seen', symbolFillColor: ink, symbolStrokeColor: ink, symbolSize: 60 }] : []),
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

/** Events of sessions say no address; those of routes must be of the VIP that is asked. */
function isAbout(detail: string, kind: string, address: string): boolean {
  return kind.startsWith('bfd') || kind === 'bgp-closed' || detail.startsWith(address);
}

function laneOf(kind: string, where: string): string {
  const what = kind.startsWith('bfd') ? 'BFD' : kind.startsWith('bgp') ? 'BGP' : 'kernel';
  return `${what} ${where}`;
}

/** BFD first, then BGP, then the kernel: the order in which things happen. */
function sortedLanes(lanes: readonly string[]): string[] {
  const order = ['BFD', 'BGP', 'kernel'];
  const rank = (lane: string) => order.indexOf(lane.split(' ', 1)[0] ?? '');
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
