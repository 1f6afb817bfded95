import type { Sample } from '../probes/samples';

/** What a stream lost in a span of time, in the terms of RFC 6412. Times are ms since the origin of the stream. */
export interface Outage {
  /** Requests that were due in the span. */
  readonly requests: number;
  /** Those that were not answered well. */
  readonly lost: number;
  /** Loss-derived time (RFC 6412 section 3.5): lost requests x interval. Right only where the loss is total while it lasts. */
  readonly lossDerivedMs: number;
  /**
   * Blackout of the longest gap: from the last answered request before it to the first one after it, by when they were sent. 0 where
   * nothing is lost; `Infinity` where no request after it was answered.
   */
  readonly blackoutMs: number;
  /** When the last answered request before that gap was sent; absent where nothing is lost or none was answered. */
  readonly lastAnsweredMs?: number;
  /** When the first answered request after that gap was sent. */
  readonly firstAnsweredMs?: number;
  /** Runs of lost requests: more than one means flapping or a partial loss. */
  readonly gaps: number;
  /** Whether blackout and loss-derived time agree within an interval and a half each way (they differ by one where the loss is total). */
  readonly agrees: boolean;
}

/**
 * Longest time from request to answer, ms; the first retransmission of a SYN comes after as long. A process that was stopped answers all that waited when it goes on, and
 * nobody waits for that any more.
 */
export const longestAnswerMs = 1000;

/** Whether a request was answered as it should be, and in time. An answer of the rate limiter is no loss of the route. */
export function isAnswered({ answeredMs, sentMs, dueMs, failure }: Sample): boolean {
  if (answeredMs === undefined || answeredMs - (sentMs ?? dueMs) > longestAnswerMs) return false;
  return failure === undefined || failure === 'limited';
}

/**
 * The outage among samples in the order of their schedule.
 *
 * @param stepMs time between two of them, ms
 */
export function outageOf(samples: readonly Sample[], stepMs: number): Outage {
  const gaps: { from: number; to: number }[] = [];
  samples.forEach((sample, index) => {
    if (isAnswered(sample)) return;
    const open = gaps.at(-1);
    if (open && open.to === index) open.to = index + 1;
    else gaps.push({ from: index, to: index + 1 });
  });
  const lost = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  const longest = gaps.reduce<{ from: number; to: number } | undefined>(
    (most, gap) => (most && most.to - most.from >= gap.to - gap.from ? most : gap),
    undefined,
  );
  const lossDerivedMs = lost * stepMs;
  if (!longest) return { requests: samples.length, lost, lossDerivedMs, blackoutMs: 0, gaps: 0, agrees: true };
  const at = (index: number) => samples[index]?.sentMs ?? samples[index]?.dueMs;
  const lastAnsweredMs = longest.from > 0 ? at(longest.from - 1) : undefined;
  const firstAnsweredMs = at(longest.to);
  const begin = lastAnsweredMs ?? at(longest.from) ?? 0;
  const blackoutMs = firstAnsweredMs === undefined ? Infinity : firstAnsweredMs - begin;
  return {
    requests: samples.length,
    lost,
    lossDerivedMs,
    blackoutMs,
    ...(lastAnsweredMs === undefined ? {} : { lastAnsweredMs }),
    ...(firstAnsweredMs === undefined ? {} : { firstAnsweredMs }),
    gaps: gaps.length,
    agrees: Math.abs(blackoutMs - lossDerivedMs - stepMs) <= 1.5 * stepMs,
  };
}

/** Losses of each flow apart, for the minimum, median and maximum over flows (RFC 6412: route-specific loss-derived time). */
export function outagesByFlow(samples: readonly Sample[], flows: number, intervalMs: number): Outage[] {
  const byFlow = Array.from({ length: flows }, (): Sample[] => []);
  for (const sample of samples) byFlow[sample.index % flows]?.push(sample);
  return byFlow.map((flow) => outageOf(flow, intervalMs));
}
