import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Longest wait for one command, ms. */
const commandMs = 1500;
/** After its output a daemon sends three zero bytes and the status of the command. */
const trailerBytes = 4;
/** Status of a command that was taken (CMD_SUCCESS; CMD_WARNING is 1). */
const success = 0;

/** FRR refused a command, or did not answer. */
export class VtyError extends Error {
  public constructor(
    public readonly command: string,
    message: string,
  ) {
    super(`FRR: '${command}': ${message}`);
    this.name = 'VtyError';
  }
}

/** A session with one FRR daemon over its vty socket, as vtysh has it: without the 30 to 50 ms that starting vtysh takes. */
export class VtySession {
  private constructor(private readonly socket: Socket) {}

  /** Opens a session. @throws VtyError */
  public static open(path: string): Promise<VtySession> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      socket.once('connect', () => resolve(new VtySession(socket)));
      socket.once('error', (error) => reject(new VtyError('connect', error.message)));
    });
  }

  /** Runs commands one after the other; the output of the last. @throws VtyError at the first that is refused */
  public async run(commands: readonly string[]): Promise<string> {
    let output = '';
    for (const command of commands) output = await this.one(command);
    return output;
  }

  public close(): void {
    this.socket.destroy();
  }

  private one(command: string): Promise<string> {
    // A newline or a zero byte would begin another command.
    if (/[\0\r\n]/.test(command)) return Promise.reject(new VtyError(JSON.stringify(command), 'holds a control character'));
    return new Promise((resolve, reject) => {
      let received = Buffer.alloc(0);
      const timer = setTimeout(() => end(new VtyError(command, `no answer in ${commandMs} ms`)), commandMs);
      const take = (chunk: Buffer) => {
        received = Buffer.concat([received, chunk]);
        const status = statusOf(received);
        if (status === undefined) return;
        const output = received.subarray(0, received.length - trailerBytes).toString('utf8');
        if (status === success) end(undefined, output);
        else end(new VtyError(command, `status ${status} ${output.trim()}`));
      };
      const closed = () => end(new VtyError(command, 'the connection was closed'));
      const end = (error: VtyError | undefined, output = '') => {
        clearTimeout(timer);
        this.socket.off('data', take).off('close', closed).off('error', closed);
        if (error) reject(error);
        else resolve(output);
      };
      this.socket.on('data', take).on('close', closed).on('error', closed);
      this.socket.write(`${command}\0`);
    });
  }
}

/** The status at the end of an answer; undefined: more is to come. */
function statusOf(received: Buffer): number | undefined {
  const trailer = received.subarray(-trailerBytes);
  if (trailer.length < trailerBytes || trailer[0] !== 0 || trailer[1] !== 0 || trailer[2] !== 0) return undefined;
  return trailer[3];
}
