import { connect } from 'node:net';
import type { Socket } from 'node:net';

/**
 * Wait before it is opened again after it closed at once, ms: grows, so that a server that takes no idle connections is not pestered. One
 * that keeps it for longer costs less than the probes do, and without it a crash would wait for the next of them: it is opened at once.
 */
const reopenMs = [100, 500, 2000, 10_000];
/** Whoever keeps an idle connection for so long keeps idle connections, ms. */
const keptMs = 1000;

/**
 * A TCP connection held open to an endpoint. The kernel closes it in the moment in which the process dies, which no probe can
 * see sooner. A server may close it for reasons of its own, so a closed connection only starts a probe that confirms.
 */
export class HeldConnection {
  private socket: Socket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closes = 0;
  private stopped = false;

  public constructor(
    private readonly address: string,
    private readonly port: number,
    private readonly onLost: () => void,
  ) {}

  /** Opens it, unless it is open or waits to be: whoever asks again and again must not shorten the wait. */
  public open(): void {
    if (this.stopped || this.socket || this.timer) return;
    const socket = connect({ host: this.address, port: this.port, keepAlive: false });
    this.socket = socket;
    let wasOpen = false;
    const openedAt = performance.now();
    socket.once('connect', () => {
      wasOpen = true;
    });
    // What arrives is thrown away: without a reader the end of the connection would not be seen.
    socket.resume();
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.socket === socket) this.socket = undefined;
      if (this.stopped) return;
      const wasKept = wasOpen && performance.now() - openedAt >= keptMs;
      this.closes = wasKept ? 0 : this.closes + 1;
      if (wasKept) this.open();
      else this.openAfter(reopenMs[Math.min(this.closes, reopenMs.length) - 1] ?? 0);
      if (wasOpen) this.onLost();
    });
    socket.once('end', () => socket.destroy());
  }

  /** Opens it now: the endpoint answers again, and whatever it refused before says nothing any more. */
  public revive(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.closes = 0;
    this.open();
  }

  private openAfter(ms: number): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.open();
    }, ms);
    this.timer.unref();
  }

  /** Closes it for good. */
  public close(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.socket?.resetAndDestroy();
  }
}
