import type { LiveWindow } from '../probes';

/** Whose answers are waited for: by host, such as `mec-1/host-1`. */
export type Answers = (host: string) => boolean;

/** Follows the live windows of a stream, and tells when somebody has answered every request for long enough. */
export class Steadiness {
  private readonly windows: LiveWindow[] = [];
  private readonly waiting = new Set<() => void>();

  /** Takes the next window. */
  public feed(window: LiveWindow): void {
    this.windows.push(window);
    for (const look of this.waiting) look();
  }

  /** The host that answered most in the latest window; undefined where none did. */
  public host(): string | undefined {
    const answered = Object.entries(this.windows.at(-1)?.answered ?? {});
    return answered.sort(([, a], [, b]) => b - a)[0]?.[0];
  }

  /**
   * Waits until every request that was due in `forMs` was answered by one of `whose`.
   *
   * @param sinceNs windows that begin before this do not count, CLOCK_MONOTONIC
   * @returns when that span began, CLOCK_MONOTONIC, ns; undefined if it did not come within `giveUpMs`
   */
  public wait(whose: Answers, forMs: number, sinceNs: bigint, giveUpMs: number): Promise<bigint | undefined> {
    return new Promise((resolve) => {
      const done = (value: bigint | undefined) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(value);
      };
      const look = () => {
        const began = this.began(whose, sinceNs);
        const last = this.windows.at(-1);
        if (began !== undefined && last && Number(BigInt(last.toNs) - began) / 1e6 >= forMs) done(began);
      };
      const timer = setTimeout(() => done(undefined), giveUpMs);
      this.waiting.add(look);
      look();
    });
  }

  /** When the row of windows began in which `whose` answered all, up to the last one. */
  private began(whose: Answers, sinceNs: bigint): bigint | undefined {
    let began: bigint | undefined;
    for (let index = this.windows.length - 1; index >= 0; index--) {
      const window = this.windows[index];
      if (!window || BigInt(window.fromNs) < sinceNs || !isAll(window, whose)) break;
      began = BigInt(window.fromNs);
    }
    return began;
  }
}

function isAll(window: LiveWindow, whose: Answers): boolean {
  const answered = Object.entries(window.answered).filter(([host]) => whose(host));
  return window.sent > 0 && answered.reduce((sum, [, count]) => sum + count, 0) === window.sent;
}
