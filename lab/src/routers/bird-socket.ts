import { StringDecoder } from 'node:string_decoder';
import { DaemonError, DaemonSocket } from 'anycast-mec/clients';
import type { DaemonAnswer, DaemonProtocol } from 'anycast-mec/clients';

/** Reply codes from which on a command has failed (8000 refused, 9000 not understood). */
const failed = 8000;

/**
 * What birdc speaks. Lines begin with a code of four digits and `-`, or with a space where the code stays the same; a code and a space end
 * an answer. BIRD greets first: an answer without a question.
 */
const protocol: DaemonProtocol = {
  commandEnd: '\n',
  reader: () => {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    let known: string[] = [];
    return (piece) => {
      const lines = (rest + decoder.write(piece)).split('\n');
      rest = lines.pop() ?? '';
      const answers: DaemonAnswer[] = [];
      for (const line of lines) {
        const [, code, sign, text = ''] = /^(\d{4})([ -])(.*)$/.exec(line) ?? [];
        if (code === undefined) {
          known.push(line.slice(1));
          continue;
        }
        if (text !== '') known.push(text);
        if (sign !== ' ') continue;
        answers.push({ text: known.join('\n'), status: Number(code) });
        known = [];
      }
      return answers;
    };
  },
};

/** The control socket of BIRD, as birdc has it. */
export class BirdSocket {
  private readonly socket: DaemonSocket;

  /** @param path the socket */
  public constructor(private readonly path: string) {
    this.socket = new DaemonSocket(path, protocol);
  }

  /** Gives one command; its output. @throws DaemonError with what BIRD says; if it does not run */
  public command(command: string): Promise<string> {
    return this.socket.exchange(async (ask) => {
      const { text, status } = await ask(command);
      if (status < failed) return text;
      throw new DaemonError(this.path, command, text.trim(), text.trim());
    });
  }

  /** Closes the connection. */
  public close(): void {
    this.socket.close();
  }
}
