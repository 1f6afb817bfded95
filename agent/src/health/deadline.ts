/** The end of a probe's time. Lighter than an AbortSignal, of which ten thousand a second would cost a tenth of a core. */
export class Deadline {
  private listener: (() => void) | undefined;
  private isOver = false;
  private readonly timer: NodeJS.Timeout | undefined;

  /**
   * @param ms passes by itself after this; absent: when told to. It passes after a look at what has arrived: an answer that came while
   * this process was not running is an answer.
   */
  public constructor(ms?: number) {
    if (ms !== undefined) this.timer = setTimeout(() => setImmediate(() => this.expire()), ms);
  }

  /** Whether it has passed. */
  public get over(): boolean {
    return this.isOver;
  }

  /** Calls back once when it passes; one listener, undefined takes it away. */
  public listen(listener: (() => void) | undefined): void {
    this.listener = listener;
  }

  /** Lets it pass. */
  public expire(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.clear();
    this.listener?.();
  }

  /** It is not waited for any more. */
  public clear(): void {
    clearTimeout(this.timer);
  }
}
