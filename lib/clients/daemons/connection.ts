import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { DaemonError } from './daemon-error';
import type { DaemonAnswer, DaemonProtocol } from './daemon-protocol';

/** The command that waits for its answer. */
interface Waiting {
  readonly command: string;
  readonly resolve: (answer: DaemonAnswer) => void;
  readonly reject: (error: DaemonError) => void;
  readonly timer: NodeJS.Timeout;
}

/** One connection to a daemon. It is asked one command at a time, and asked no more once it was lost. */
export class Connection {
  private readonly socket: Socket;
  private waiting: Waiting | undefined;
  private why: string | undefined;

  /** @param patienceMs longest wait for an answer, ms */
  public constructor(
    private readonly path: string,
    private readonly protocol: DaemonProtocol,
    private readonly patienceMs: number,
  ) {
    const read = protocol.reader();
    this.socket = connect(path);
    this.socket.on('data', (piece: Buffer) => {
      for (const answer of read(piece)) this.answered(answer);
    });
    this.socket.on('error', (error) => this.lose(error.message));
    this.socket.once('close', () => this.lose('the daemon has closed the connection'));
    // A connection alone keeps no program alive; a command that waits does, by its timer.
    this.socket.unref();
  }

  /** Whether nothing can be asked any more. */
  public get isLost(): boolean {
    return this.why !== undefined;
  }

  /** What comes before the first command. @throws DaemonError */
  public open(): Promise<DaemonAnswer> {
    const { opening } = this.protocol;
    return opening === undefined ? this.wait('connect') : this.ask(opening);
  }

  /** Gives a command; its answer. @throws DaemonError if there is none */
  public ask(command: string): Promise<DaemonAnswer> {
    // Any of these would begin another command.
    if (/[\0\r\n]/.test(command))
      return Promise.reject(new DaemonError(this.path, JSON.stringify(command), 'holds a control character'));
    const answer = this.wait(command);
    this.socket.write(`${command}${this.protocol.commandEnd}`);
    return answer;
  }

  /** Ends it. What waits fails. */
  public close(): void {
    this.lose('closed');
  }

  private wait(command: string): Promise<DaemonAnswer> {
    if (this.why !== undefined) return Promise.reject(new DaemonError(this.path, command, this.why));
    return new Promise((resolve, reject) => {
      // An answer that comes later would be taken for that of the next command.
      const timer = setTimeout(() => this.lose(`no answer in ${this.patienceMs} ms`), this.patienceMs);
      this.waiting = { command, resolve, reject, timer };
    });
  }

  private answered(answer: DaemonAnswer): void {
    const { waiting } = this;
    if (!waiting) return this.lose('the daemon spoke unasked');
    this.waiting = undefined;
    clearTimeout(waiting.timer);
    waiting.resolve(answer);
  }

  private lose(why: string): void {
    if (this.why !== undefined) return;
    this.why = why;
    this.socket.destroy();
    const { waiting } = this;
    this.waiting = undefined;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.reject(new DaemonError(this.path, waiting.command, why));
  }
}
