import { DaemonError } from './daemon-error';
import type { Ask, DaemonAnswer, DaemonProtocol } from './daemon-protocol';
import { DaemonSocket } from './daemon-socket';

/** Three zero bytes and the status end an answer (FRR, lib/vty.c). */
const trailerBytes = 4;

/** Status of a command that was taken (FRR, lib/command.h: CMD_SUCCESS). */
const success = 0;
/** Status of a command that was taken and has something to remark, such as that there is no such route (CMD_WARNING). */
const warning = 1;

/** What vtysh speaks. */
const protocol: DaemonProtocol = {
  commandEnd: '\0',
  opening: 'enable',
  reader: () => {
    let received: Buffer = Buffer.alloc(0);
    return (piece) => {
      received = received.length > 0 ? Buffer.concat([received, piece]) : piece;
      const end = received.length - trailerBytes;
      if (end < 0 || received[end] !== 0 || received[end + 1] !== 0 || received[end + 2] !== 0) return [];
      const answer = { text: received.toString('utf8', 0, end), status: received[end + 3] ?? 0 };
      received = Buffer.alloc(0);
      return [answer];
    };
  },
};

/**
 * The vty of one FRR daemon over its unix socket, as vtysh has it, without vtysh (0.2 ms a command in place of 48 ms). A refused command is
 * told by its status, not by its words.
 */
export class FrrVty {
  private readonly socket: DaemonSocket;

  /**
   * @param path the socket, such as `/run/frr/bgpd.vty`
   * @param patienceMs longest wait for an answer, ms. @default 10000
   */
  public constructor(
    private readonly path: string,
    patienceMs?: number,
  ) {
    this.socket = new DaemonSocket(path, protocol, patienceMs);
  }

  /** Asks for something; what the daemon tells. A remark is an answer. @throws DaemonError if it refuses, or does not answer */
  public command(command: string): Promise<string> {
    return this.socket.exchange(async (ask) => this.taken(command, await ask(command), warning));
  }

  /**
   * Changes the running configuration, from its top. Ends there whatever happens, so that the next command is not taken for a part of it.
   *
   * @throws DaemonError at the first line that the daemon does not take as it is: a remark is a refusal
   */
  public configure(lines: readonly string[]): Promise<void> {
    return this.socket.exchange(async (ask) => {
      try {
        for (const line of ['configure terminal', ...lines]) this.taken(line, await ask(line), success);
      } catch (error) {
        await this.leave(ask);
        throw error;
      }
      await this.leave(ask);
    });
  }

  /** Closes the connection; the next command opens a new one. */
  public close(): void {
    this.socket.close();
  }

  private async leave(ask: Ask): Promise<void> {
    // A connection that cannot be led out of the configuration is not used again.
    const isOut = await ask('end').then(
      ({ status }) => status === success,
      () => false,
    );
    if (!isOut) this.close();
  }

  private taken(command: string, { text, status }: DaemonAnswer, highest: number): string {
    if (status <= highest) return text;
    throw new DaemonError(this.path, command, `refused with status ${status}: ${text.trim()}`, text.trim());
  }
}
