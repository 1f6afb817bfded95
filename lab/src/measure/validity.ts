import { faultOf } from '../faults';
import type { FaultRequest } from '../model/fault-desk';
import { samplesOf } from '../probes';
import type { StreamSamples } from '../probes';
import type { TimelineEvent } from '../timeline/event';
import type { TrialFindings } from './analyse';

/** What the validity of a trial is judged by. */
export interface ValidityInput {
  /** Whose sessions with a router run over one of its interfaces; undefined: not known, and any may. */
  readonly neighborsOver: (router: string, interfaceName: string) => readonly string[] | undefined;
  readonly findings: Pick<TrialFindings, 'failoverMs'>;
  readonly streams: readonly StreamSamples[];
  readonly events: readonly TimelineEvent[];
  readonly requests: readonly FaultRequest[];
  /** How far the wall clock moved against the monotonic one, ms. */
  readonly driftMs: number;
  readonly injectNs: bigint;
  readonly healNs: bigint;
  readonly stableNs: bigint | undefined;
}

/** Sends later than this many intervals make a trial invalid where they touch the failover. */
const latestIntervals = 5;

/** Least lateness that counts, ms: a stream of 64 flows has a step below the grain of a timer. */
const leastLateMs = 5;

/** Share of the sends that may be later where losses are counted: the stream is then still one of its pace. */
const lateShare = 0.01;

/** How long before the fault a late send counts, ms. */
const beforeMs = 200;

/** How far the wall clock may move during a run, ms. */
const driftLimitMs = 5;

/** Why a trial does not count; none: it does. */
export function invalidities(input: ValidityInput): string[] {
  const { requests, streams, injectNs, stableNs, healNs, driftMs } = input;
  const endNs = stableNs ?? healNs;
  const [primary] = streams;
  const share = requests.every(({ verb }) => faultOf(verb).about === 'losses') ? lateShare : 0;
  const lateMs = primary ? latest(primary, injectNs - BigInt(beforeMs * 1e6), endNs, share) : 0;
  const limitMs = Math.max(leastLateMs, latestIntervals * ((primary?.intervalMs ?? 1) / (primary?.flows ?? 1)));
  const flaps = unplanned(input);
  return [
    ...(lateMs > limitMs ? [`the sender of ${primary?.stream} was late by ${lateMs.toFixed(1)} ms (limit ${limitMs} ms)`] : []),
    ...(Math.abs(driftMs) > driftLimitMs ? [`the wall clock moved by ${driftMs.toFixed(1)} ms`] : []),
    ...(flaps.length ? [`BFD flapped without a fault: ${shortened(flaps)}`] : []),
  ];
}

/** The first few of a list, and how many more there are. */
function shortened(list: readonly string[], most = 3): string {
  const more = list.length - most;
  return list.slice(0, most).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** How late sends of a span were, ms: the latest of them all but of a share. */
function latest(stream: StreamSamples, fromNs: bigint, toNs: bigint, share: number): number {
  const origin = BigInt(stream.originNs);
  const [from, to] = [Number(fromNs - origin) / 1e6, Number(toNs - origin) / 1e6];
  const late = samplesOf(stream)
    .filter((sample) => sample.dueMs >= from && sample.dueMs <= to)
    .map((sample) => Math.max(0, (sample.sentMs ?? sample.dueMs) - sample.dueMs))
    .sort((a, b) => b - a);
  return late[Math.floor(late.length * share)] ?? 0;
}

/** BFD sessions that went down before the fault, or after it at a place that it did not touch. */
function unplanned({ events, requests, injectNs, healNs, neighborsOver }: ValidityInput): string[] {
  const harsh = requests.filter(({ verb }) => faultOf(verb).endsBfd);
  const isPlanned = ({ where, detail }: TimelineEvent) =>
    harsh.some(({ target }) => touches(target, [where, detail], neighborsOver));
  return events
    .filter((event) => event.kind === 'bfd-down' && event.atNs < healNs)
    .filter((event) => event.atNs < injectNs || !isPlanned(event))
    .map((event) => `${event.where} to ${event.detail}`);
}

/**
 * Whether a fault at a target ends a session. Targets are nodes or sites, whose every session ends (`mec-1`, `mec-1/border-1`), one
 * interface of a router, whose sessions over it do (`mec-1/border-1:eth1`), or a cable by its two ends (`mec-1/border-1--isp-x/pe-1`),
 * whose own sessions do.
 */
function touches(
  target: string,
  session: readonly [one: string, other: string],
  neighborsOver: ValidityInput['neighborsOver'],
): boolean {
  const isOf = (node: string) => session.some((name) => name === node || name.startsWith(`${node}/`));
  const ends = target.split('--').map((part) => part.split(':'));
  const [[node = '', interfaceName] = []] = ends;
  if (ends.length > 1) return ends.every(([end = '']) => isOf(end));
  const neighbors = interfaceName === undefined ? undefined : neighborsOver(node, interfaceName);
  return isOf(node) && (neighbors === undefined || neighbors.some(isOf));
}
