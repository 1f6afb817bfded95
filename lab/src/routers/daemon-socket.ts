import { createConnection } from 'node:net';
import type { Socket } from 'node:net';

/** Longest wait for an answer, ms. */
const patienceMs = 10_000;

/** A command that waits for its answer. */
export interface Asked {
  readonly command: string;
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/** A command that nobody waits for: its answer is passed over. */
export function unasked(command: string): Asked {
  return { command, resolve: () => undefined, reject: () => undefined };
}

/**
 * The control socket of a routing daemon: commands one after the other over one connection, which is kept, and made anew when the daemon was
 * restarted. How a command ends and what an answer looks like is the daemon's own.
 */
export abstract class DaemonSocket {
  private socket: Socket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private current: Asked | undefined;
  private readonly queue: Asked[] = [];

  /**
   * @param path the unix socket
   * @param end what ends a command
   */
  protected constructor(
    private readonly path: string,
    private readonly end: string,
  ) {}

  /** Gives one command; its output. @throws Error with what the daemon says; if it does not run */
  public command(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.queue.push({ command, resolve, reject });
      if (!this.socket) this.connect();
      this.next();
    });
  }

  /** Closes the connection. */
  public close(): void {
    this.lost(new Error(`${this.path}: closed`));
  }

  /** What comes before the first command of a connection: asked by us, or an answer that comes unasked. */
  protected abstract greeting(): { readonly asked: Asked; readonly comesUnasked: boolean };

  /** Takes what was received. Calls {@link answered} where an answer is whole. */
  protected abstract take(chunk: Buffer): void;

  /** Forgets what was received of an answer. */
  protected abstract forget(): void;

  /** Ends the command that waits. */
  protected answered(text: string, failed: boolean): void {
    clearTimeout(this.timer);
    const { current } = this;
    this.current = undefined;
    if (current && failed) current.reject(new Error(`'${current.command}': ${text.trim()}`));
    else current?.resolve(text);
    this.next();
  }

  private connect(): void {
    const socket = createConnection(this.path);
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.once('error', (error) => {
      if (this.socket === socket) this.lost(new Error(`${this.path}: ${error.message}`));
    });
    socket.once('close', () => {
      if (this.socket === socket) this.lost(new Error(`${this.path}: the daemon has closed the connection`));
    });
    // Only an open lab keeps the process alive, not a connection to a daemon.
    socket.unref();
    const { asked, comesUnasked } = this.greeting();
    if (comesUnasked) this.current = asked;
    else this.queue.unshift(asked);
  }

  private next(): void {
    if (this.current || !this.socket) return;
    this.current = this.queue.shift();
    if (!this.current) return;
    this.timer = setTimeout(() => this.lost(new Error(`${this.path}: no answer to '${this.current?.command}'`)), patienceMs);
    this.socket.write(`${this.current.command}${this.end}`);
  }

  private lost(error: Error): void {
    clearTimeout(this.timer);
    const { socket } = this;
    const waiting = [...(this.current ? [this.current] : []), ...this.queue.splice(0)];
    this.socket = undefined;
    this.current = undefined;
    this.forget();
    socket?.destroy();
    for (const asked of waiting) asked.reject(error);
  }
}
