import { failureClasses, samplesOf, stepMs } from '../probes';
import type { Sample, StreamSamples } from '../probes';
import { isAnswered, lostWhere, median, outageOf, outagesByFlow } from '../statistics';
import type { Outage } from '../statistics';
import { censored } from './journal';
import type { TrialStream } from './journal';

/**
 * How long before the fault a request may have been sent and still be lost by it, ms: above any round trip of a fleet. Losses earlier
 * are not of this fault.
 */
export const inFlightMs = 150;

/** When things happened in a trial, CLOCK_MONOTONIC, ns. */
export interface Moments {
  /** Just before the first thing of the fault was done. */
  readonly injectNs: bigint;
  /** Just before the first thing was taken back. */
  readonly healNs: bigint;
}

/** The samples of a stream with times in ms after the fault. */
export function sinceFault(stream: StreamSamples, injectNs: bigint): Sample[] {
  const shift = Number(BigInt(stream.originNs) - injectNs) / 1e6;
  return samplesOf(stream).map((sample) => ({
    ...sample,
    dueMs: sample.dueMs + shift,
    ...(sample.sentMs === undefined ? {} : { sentMs: sample.sentMs + shift }),
    ...(sample.answeredMs === undefined ? {} : { answeredMs: sample.answeredMs + shift }),
  }));
}

/** Those of the samples that the fault can have hit: up to the heal. */
export function duringFault(samples: readonly Sample[], { injectNs, healNs }: Moments): Sample[] {
  const healMs = Number(healNs - injectNs) / 1e6;
  return samples.filter((sample) => sample.dueMs >= -inFlightMs && sample.dueMs < healMs);
}

/** What a stream saw in a trial. */
export function streamOf(stream: StreamSamples, moments: Moments): { summary: TrialStream; outage: Outage; samples: Sample[] } {
  const samples = sinceFault(stream, moments.injectNs);
  const during = duringFault(samples, moments);
  const healMs = Number(moments.healNs - moments.injectNs) / 1e6;
  const outage = outageOf(during, stepMs(stream));
  const where = stream.kind === 'udp' ? directions(stream, during, outage.lost) : {};
  return {
    samples,
    outage,
    summary: {
      stream: stream.stream,
      kind: stream.kind,
      intervalMs: stream.intervalMs,
      flows: stream.flows,
      requests: outage.requests,
      lost: outage.lost,
      lossDerivedMs: outage.lossDerivedMs,
      blackoutMs: censored(outage.blackoutMs),
      gaps: outage.gaps,
      agrees: outage.agrees,
      ...where,
      failures: countFailures(during),
      lostInRecovery: samples.filter((sample) => sample.dueMs >= healMs && !isAnswered(sample)).length,
      ...(stream.flows > 1 ? { flowBlackoutMs: overFlows(during, stream) } : {}),
      late: stream.late,
    },
  };
}

/** Lost requests and replies of the whole stream, scaled to none if nothing was lost during the fault. */
function directions(stream: StreamSamples, during: readonly Sample[], lost: number) {
  if (!lost) return { lostRequests: 0, lostReplies: 0 };
  // Counts are differences between answers, so the samples before and after the fault are needed; losses there are not.
  const { requests, replies } = lostWhere(stream);
  const elsewhere = requests + replies - during.filter((sample) => sample.answeredMs === undefined).length;
  return { lostRequests: Math.max(0, requests - Math.max(0, elsewhere)), lostReplies: Math.min(replies, lost) };
}

function countFailures(samples: readonly Sample[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const failure of failureClasses) {
    const count = samples.filter((sample) => sample.failure === failure).length;
    if (count) counts[failure] = count;
  }
  return counts;
}

function overFlows(samples: readonly Sample[], { flows, intervalMs }: StreamSamples) {
  const blackouts = outagesByFlow(samples, flows, intervalMs).map((outage) => outage.blackoutMs);
  const value = (ms: number) => censored(ms);
  return { min: value(Math.min(...blackouts)), median: value(median(blackouts)), max: value(Math.max(...blackouts)) };
}
