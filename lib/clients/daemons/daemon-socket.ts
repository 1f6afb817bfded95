import { Connection } from './connection';
import type { Ask, DaemonProtocol } from './daemon-protocol';

/** Longest wait for an answer, ms: a full table is long. */
const usualPatienceMs = 10_000;

/**
 * The control socket of a routing daemon. Its connection is kept, and made anew when it was lost, as when the daemon was restarted. What
 * belongs together is one exchange: exchanges come one after the other, since a connection remembers where in the configuration it is.
 */
export class DaemonSocket {
  private connection: Connection | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Nothing is connected before the first exchange.
   *
   * @param path the unix socket
   * @param patienceMs longest wait for an answer, ms. @default 10000
   */
  public constructor(
    private readonly path: string,
    private readonly protocol: DaemonProtocol,
    private readonly patienceMs = usualPatienceMs,
  ) {}

  /**
   * Gives commands that belong together, over one connection and with no other between them.
   *
   * @throws DaemonError if the daemon does not run or does not answer, and what `talk` throws
   */
  public exchange<T>(talk: (ask: Ask) => Promise<T>): Promise<T> {
    const mine = this.last.then(async () => {
      const connection = await this.connected();
      return talk((command) => connection.ask(command));
    });
    this.last = mine.catch(() => undefined);
    return mine;
  }

  /** Closes the connection. What waits fails; the next exchange opens a new one. */
  public close(): void {
    this.connection?.close();
  }

  private async connected(): Promise<Connection> {
    if (this.connection && !this.connection.isLost) return this.connection;
    const connection = new Connection(this.path, this.protocol, this.patienceMs);
    this.connection = connection;
    await connection.open();
    return connection;
  }
}
