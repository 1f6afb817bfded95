/** What a daemon answered to one command. */
export interface DaemonAnswer {
  readonly text: string;
  /** By the daemon's own count. */
  readonly status: number;
}

/** Gives one command and waits for its answer. @throws DaemonError if there is none */
export type Ask = (command: string) => Promise<DaemonAnswer>;

/** How a kind of daemon speaks over its control socket. */
export interface DaemonProtocol {
  /** What ends a command. */
  readonly commandEnd: string;
  /** What every connection begins with. @default - an answer that comes unasked */
  readonly opening?: string;
  /** Reads the answers of one connection: gives those that a piece makes whole. */
  readonly reader: () => (piece: Buffer) => readonly DaemonAnswer[];
}
