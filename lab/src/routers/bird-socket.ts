import { createConnection } from 'node:net';
import type { Socket } from 'node:net';

/** Reply codes from which on a command has failed (8000 refused, 9000 not understood). */
const failed = 8000;
/** Longest wait for an answer, ms. */
const patienceMs = 10_000;

interface Asked {
  readonly command: string;
  readonly resolve: (text: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The control socket of BIRD: what birdc speaks. Lines begin with a code of four digits and `-`, or with a space where the code stays the
 * same; a code and a space end an answer. One connection is kept and made anew when the daemon was restarted.
 */
export class BirdSocket {
  private socket: Socket | undefined;
  private received = '';
  private lines: string[] = [];
  private readonly queue: Asked[] = [];
  private current: Asked | undefined;
  private timer: NodeJS.Timeout | undefined;

  public constructor(private readonly path: string) {}

  /** Gives a command; its output. @throws Error with what BIRD says; if it does not run */
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

  private connect(): void {
    const socket = createConnection(this.path);
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.once('error', (error) => {
      if (this.socket === socket) this.lost(new Error(`${this.path}: ${error.message}`));
    });
    socket.once('close', () => {
      if (this.socket === socket) this.lost(new Error(`${this.path}: BIRD has closed the connection`));
    });
    socket.unref();
    // BIRD greets first: an answer without a question.
    this.current = { command: 'greeting', resolve: () => undefined, reject: () => undefined };
  }

  private next(): void {
    if (this.current || !this.socket) return;
    this.current = this.queue.shift();
    if (!this.current) return;
    this.timer = setTimeout(() => this.lost(new Error(`${this.path}: no answer to '${this.current?.command}'`)), patienceMs);
    this.socket.write(`${this.current.command}\n`);
  }

  private take(chunk: string): void {
    const lines = (this.received + chunk).split('\n');
    this.received = lines.pop() ?? '';
    for (const line of lines) {
      const [, code, sign, text = ''] = /^(\d{4})([ -])(.*)$/.exec(line) ?? [];
      if (code === undefined) {
        this.lines.push(line.slice(1));
        continue;
      }
      if (text !== '') this.lines.push(text);
      if (sign === ' ') this.answered(Number(code));
    }
  }

  private answered(code: number): void {
    clearTimeout(this.timer);
    const text = this.lines.join('\n');
    const { current } = this;
    this.lines = [];
    this.current = undefined;
    if (current && code >= failed) current.reject(new Error(`'${current.command}': ${text}`));
    else current?.resolve(text);
    this.next();
  }

  private lost(error: Error): void {
    clearTimeout(this.timer);
    const { socket } = this;
    const waiting = [...(this.current ? [this.current] : []), ...this.queue.splice(0)];
    this.socket = undefined;
    this.current = undefined;
    this.received = '';
    this.lines = [];
    socket?.destroy();
    for (const asked of waiting) asked.reject(error);
  }
}
