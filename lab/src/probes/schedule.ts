/** CLOCK_MONOTONIC, ns. The same clock in every process and namespace of a machine. */
export function monotonicNs(): bigint {
  return process.hrtime.bigint();
}

/** Time before the next request at which the timer gives way to polling, ms: timers of Node have a grain of 1 ms. */
const pollWithinMs = 0.2;

/**
 * An open loop: request `i` is due at `origin + i * step`, whatever became of those before (a closed loop stops asking
 * exactly during an outage). A timer that comes late is caught up with: everything due is sent at once, and how late it was is
 * the caller's to record.
 */
export class Schedule {
  private next = 0;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param originNs when request 0 is due, CLOCK_MONOTONIC
   * @param stepNs time between two requests, ns
   */
  public constructor(
    public readonly originNs: bigint,
    public readonly stepNs: number,
    private readonly send: (index: number, dueNs: bigint) => void,
  ) {}

  /** Number of requests that were due so far. */
  public get count(): number {
    return this.next;
  }

  /** Begins. Nothing is sent before the origin. */
  public start(): void {
    this.tick();
  }

  /** Ends: nothing is sent any more. */
  public stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private due(index: number): bigint {
    return this.originNs + BigInt(Math.round(index * this.stepNs));
  }

  private tick(): void {
    while (!this.stopped && this.due(this.next) <= monotonicNs()) {
      const index = this.next++;
      this.send(index, this.due(index));
    }
    if (this.stopped) return;
    const leftMs = Number(this.due(this.next) - monotonicNs()) / 1e6;
    if (leftMs < pollWithinMs) setImmediate(() => this.tick());
    else this.timer = setTimeout(() => this.tick(), Math.max(1, Math.floor(leftMs)));
  }
}
