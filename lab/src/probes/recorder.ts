import { failureClasses } from './failure';
import type { FailureClass } from './failure';
import { latenessOf } from './samples';
import type { Server, StreamSamples } from './samples';

/** What a stream is, before it ran. */
export type StreamIdentity = Pick<StreamSamples, 'stream' | 'kind' | 'target' | 'intervalMs' | 'flows'>;

/** Writes down what becomes of each request of a stream. */
export class Recorder {
  private readonly servers: Server[] = [];
  private readonly serverPlaces = new Map<string, number>();
  private readonly sentUs: number[] = [];
  private readonly answeredUs: number[] = [];
  private readonly serverOf: number[] = [];
  private readonly failureOf: number[] = [];
  private readonly receivedUs: number[] = [];
  private readonly counts: number[] = [];
  private readonly lateMs: number[] = [];

  public constructor(
    private readonly identity: StreamIdentity,
    /** When request 0 was due, CLOCK_MONOTONIC. */
    public readonly originNs: bigint,
  ) {}

  /** A request left. Requests are numbered without gaps. */
  public sent(index: number, dueNs: bigint, atNs: bigint): void {
    this.sentUs[index] = this.micro(atNs);
    this.answeredUs[index] = -1;
    this.serverOf[index] = -1;
    this.failureOf[index] = -1;
    this.receivedUs[index] = -1;
    this.counts[index] = -1;
    this.lateMs[index] = Number(atNs - dueNs) / 1e6;
  }

  /** An answer came. Only the first one of a request counts. */
  public answered(index: number, atNs: bigint, server: Server | undefined, seen?: { receivedNs: bigint; count: number }): void {
    if (this.sentUs[index] === undefined || this.settled(index)) return;
    this.answeredUs[index] = this.micro(atNs);
    if (server) this.serverOf[index] = this.place(server);
    if (!seen) return;
    this.receivedUs[index] = this.micro(seen.receivedNs);
    this.counts[index] = seen.count;
  }

  /** A request failed. An answer that is no success (`5xx`, `limited`) is told with {@link answered} first. */
  public failed(index: number, failure: FailureClass): void {
    if (this.sentUs[index] !== undefined && this.failureOf[index] === -1) this.failureOf[index] = failureClasses.indexOf(failure);
  }

  /** Whether it is known what became of a request. */
  public settled(index: number): boolean {
    return (this.answeredUs[index] ?? -1) >= 0 || (this.failureOf[index] ?? -1) >= 0;
  }

  /** What is known of a request, for live views. */
  public look(index: number): { server?: Server; failure?: FailureClass; latencyMs?: number } {
    const server = this.servers[this.serverOf[index] ?? -1];
    const failure = failureClasses[this.failureOf[index] ?? -1];
    const [sent, answered] = [this.sentUs[index] ?? -1, this.answeredUs[index] ?? -1];
    return {
      ...(server ? { server } : {}),
      ...(failure ? { failure } : {}),
      ...(answered < 0 ? {} : { latencyMs: (answered - sent) / 1000 }),
    };
  }

  /** Everything; what was not answered by now has failed with a timeout. */
  public finish(): StreamSamples {
    this.sentUs.forEach((_, index) => {
      if (!this.settled(index)) this.failed(index, 'timeout');
    });
    return {
      ...this.identity,
      originNs: String(this.originNs),
      servers: this.servers,
      sentUs: this.sentUs,
      answeredUs: this.answeredUs,
      server: this.serverOf,
      failure: this.failureOf,
      ...(this.identity.kind === 'udp' ? { receivedUs: this.receivedUs, count: this.counts } : {}),
      late: latenessOf(this.lateMs),
    };
  }

  private micro(ns: bigint): number {
    return Math.round(Number(ns - this.originNs) / 1000);
  }

  private place(server: Server): number {
    const key = `${server.site} ${server.host} ${server.pod}`;
    const known = this.serverPlaces.get(key);
    if (known !== undefined) return known;
    this.serverPlaces.set(key, this.servers.length);
    return this.servers.push(server) - 1;
  }
}
