import { readText } from '../sites';

/** Between two readings, ms. */
const everyMs = 2000;
const answerMs = 1000;

/** Reads a counter of rejected requests from the limiter's metrics: an inhibitor of withdrawals, never a cause. */
export class LimiterMetrics {
  private last: number | undefined;
  private grows = false;
  private readonly timer: NodeJS.Timeout;

  public constructor(
    private readonly url: string,
    private readonly counter: string,
  ) {
    this.timer = setInterval(() => void this.read(), everyMs);
    this.timer.unref();
    void this.read();
  }

  /** Whether it grew between the last two readings. */
  public get rejects(): boolean {
    return this.grows;
  }

  public stop(): void {
    clearInterval(this.timer);
  }

  private async read(): Promise<void> {
    try {
      const { text } = await readText(this.url, answerMs);
      const total = sumOf(text, this.counter);
      this.grows = this.last !== undefined && total > this.last;
      this.last = total;
    } catch {
      // A limiter that does not answer inhibits nothing.
      this.grows = false;
      this.last = undefined;
    }
  }
}

/** Sum of all series of a metric in Prometheus' text format. */
export function sumOf(text: string, name: string): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(name) && /[{ ]/.test(line.charAt(name.length)))
    .reduce((sum, line) => sum + (Number(line.slice(line.lastIndexOf(' ') + 1)) || 0), 0);
}
