import { DaemonSocket, unasked } from './daemon-socket';

/** Status of FRR's commands from which on one has failed: 0 is success, 1 a warning (such as "no such route"). */
const failed = 2;

/**
 * The vty of one FRR daemon, by its unix socket: what vtysh speaks, without vtysh (0.2 ms a command in place of 48 ms). A command is
 * followed by a zero byte; an answer by three and the status.
 */
export class Vty extends DaemonSocket {
  private received: Buffer = Buffer.alloc(0);

  /** @param path the socket, such as `/run/frr/bgpd.vty` */
  public constructor(path: string) {
    super(path, '\0');
  }

  /** Gives commands in order; the output of the last. @throws Error with what the daemon says; if it does not run */
  public async commands(...commands: readonly string[]): Promise<string> {
    let last = '';
    for (const command of commands) last = await this.command(command);
    return last;
  }

  protected greeting() {
    return { asked: unasked('enable'), comesUnasked: false };
  }

  protected take(chunk: Buffer): void {
    this.received = this.received.length ? Buffer.concat([this.received, chunk]) : chunk;
    const end = this.received.length - 4;
    if (end < 0 || this.received[end] !== 0 || this.received[end + 1] !== 0 || this.received[end + 2] !== 0) return;
    const text = this.received.toString('utf8', 0, end);
    const status = this.received[end + 3] ?? 0;
    this.forget();
    this.answered(text, status >= failed);
  }

  protected forget(): void {
    this.received = Buffer.alloc(0);
  }
}
