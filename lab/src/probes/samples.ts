import { z } from 'zod';
import { failureClasses } from './failure';
import type { FailureClass } from './failure';

/** A process that answered, as it says itself. */
export const serverSchema = z.object({ site: z.string(), host: z.string(), pod: z.string().default('') });

/** See {@link serverSchema}. */
export type Server = Readonly<z.infer<typeof serverSchema>>;

/** How late the sender was against its own schedule, ms. */
export interface Lateness {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** One request of a stream. */
export interface Sample {
  /** Number in the order of the schedule. Of `n` flows, request `i` belongs to flow `i % n`. */
  readonly index: number;
  /** When it was due, ms since the origin of the stream. */
  readonly dueMs: number;
  /** When it was sent; absent where it never was. */
  readonly sentMs?: number;
  /** When the answer was here; absent where none came. */
  readonly answeredMs?: number;
  readonly server?: Server;
  readonly failure?: FailureClass;
}

/**
 * What one stream of a probe saw, by column: entry `i` of each list belongs to request `i`. Times are whole microseconds since
 * `originNs`; -1 stands for "never".
 */
export interface StreamSamples {
  readonly stream: string;
  readonly kind: 'udp' | 'http' | 'asked';
  /** `address:port`. */
  readonly target: string;
  /** Time between two requests of one flow, ms. */
  readonly intervalMs: number;
  readonly flows: number;
  /** When request 0 was due, CLOCK_MONOTONIC, ns. */
  readonly originNs: string;
  readonly servers: readonly Server[];
  readonly sentUs: readonly number[];
  readonly answeredUs: readonly number[];
  /** Place in `servers`. */
  readonly server: readonly number[];
  /** Place in `failureClasses`; -1 where it was answered well. */
  readonly failure: readonly number[];
  /** UDP: when the server had the request. */
  readonly receivedUs?: readonly number[];
  /** UDP: what the server had counted. */
  readonly count?: readonly number[];
  readonly late: Lateness;
}

/** Time between two requests of a stream, over all its flows, ms. */
export function stepMs(samples: Pick<StreamSamples, 'intervalMs' | 'flows'>): number {
  return samples.intervalMs / samples.flows;
}

/** Lateness of a list of delays, ms. */
export function latenessOf(delaysMs: readonly number[]): Lateness {
  const sorted = [...delaysMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? 0 };
}

/** The requests of a stream one by one. */
export function samplesOf(stream: StreamSamples): Sample[] {
  const step = stepMs(stream);
  return stream.sentUs.map((sent, index) => {
    const answered = stream.answeredUs[index] ?? -1;
    const server = stream.servers[stream.server[index] ?? -1];
    const failure = failureClasses[stream.failure[index] ?? -1];
    return {
      index,
      dueMs: index * step,
      ...(sent < 0 ? {} : { sentMs: sent / 1000 }),
      ...(answered < 0 ? {} : { answeredMs: answered / 1000 }),
      ...(server ? { server } : {}),
      ...(failure ? { failure } : {}),
    };
  });
}
