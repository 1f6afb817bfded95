import type { FailureClass } from './failure';
import type { Recorder } from './recorder';
import { monotonicNs } from './schedule';
import type { Schedule } from './schedule';

/** What became of the requests that were due in a span of time: one line of a probe's output. */
export interface LiveWindow {
  readonly stream: string;
  /** Beginning and end of the span, CLOCK_MONOTONIC, ns. */
  readonly fromNs: string;
  readonly toNs: string;
  readonly sent: number;
  /** Requests that were answered well, by host (`mec-1/host-1`). */
  readonly answered: Readonly<Record<string, number>>;
  readonly failed: Readonly<Partial<Record<FailureClass, number>>>;
  /** Median latency of those that were answered; absent where none was. */
  readonly latencyMs?: number;
}

/** Length of the span of a line, ms. */
export const windowMs = 100;

/** Time that an answer has before the line calls it lost, ms: above any round trip of a fleet. The result waits longer. */
export const settleMs = 300;

/** Tells what a stream sees while it runs, once what it tells is settled. */
export class LiveView {
  private next = 0;
  private timer: NodeJS.Timeout | undefined;

  public constructor(
    private readonly stream: string,
    private readonly schedule: Schedule,
    private readonly recorder: Recorder,
    private readonly tell: (window: LiveWindow) => void,
  ) {}

  /** Begins to tell. */
  public start(): void {
    this.timer = setInterval(() => this.settle(), windowMs);
  }

  /** Tells no more. */
  public stop(): void {
    clearInterval(this.timer);
  }

  private settle(): void {
    const { originNs, stepNs } = this.schedule;
    const end = Math.floor((Number(monotonicNs() - originNs) - settleMs * 1e6) / stepNs);
    const perWindow = Math.max(1, Math.round((windowMs * 1e6) / stepNs));
    for (; this.next + perWindow <= Math.min(end, this.schedule.count); this.next += perWindow) this.tell(this.window(perWindow));
  }

  private window(length: number): LiveWindow {
    const answered: Record<string, number> = {};
    const failed: Partial<Record<FailureClass, number>> = {};
    const latencies: number[] = [];
    for (let index = this.next; index < this.next + length; index++) {
      const { server, failure, latencyMs } = this.recorder.look(index);
      if (failure || !server) {
        failed[failure ?? 'timeout'] = (failed[failure ?? 'timeout'] ?? 0) + 1;
        continue;
      }
      const name = `${server.site}/${server.host}`;
      answered[name] = (answered[name] ?? 0) + 1;
      if (latencyMs !== undefined) latencies.push(latencyMs);
    }
    const at = (index: number) => String(this.schedule.originNs + BigInt(Math.round(index * this.schedule.stepNs)));
    const median = latencies.sort((a, b) => a - b)[Math.floor(latencies.length / 2)];
    return {
      stream: this.stream,
      fromNs: at(this.next),
      toNs: at(this.next + length),
      sent: length,
      answered,
      failed,
      ...(median === undefined ? {} : { latencyMs: median }),
    };
  }
}
