import { StringDecoder } from 'node:string_decoder';
import { DaemonSocket, unasked } from './daemon-socket';

/** Reply codes from which on a command has failed (8000 refused, 9000 not understood). */
const failed = 8000;

/**
 * The control socket of BIRD: what birdc speaks. Lines begin with a code of four digits and `-`, or with a space where the code stays the
 * same; a code and a space end an answer. BIRD greets first: an answer without a question.
 */
export class BirdSocket extends DaemonSocket {
  private decoder = new StringDecoder('utf8');
  private received = '';
  private lines: string[] = [];

  /** @param path the socket */
  public constructor(path: string) {
    super(path, '\n');
  }

  protected greeting() {
    return { asked: unasked('greeting'), comesUnasked: true };
  }

  protected take(chunk: Buffer): void {
    const lines = (this.received + this.decoder.write(chunk)).split('\n');
    this.received = lines.pop() ?? '';
    for (const line of lines) {
      const [, code, sign, text = ''] = /^(\d{4})([ -])(.*)$/.exec(line) ?? [];
      if (code === undefined) {
        this.lines.push(line.slice(1));
        continue;
      }
      if (text !== '') this.lines.push(text);
      if (sign !== ' ') continue;
      const answer = this.lines.join('\n');
      this.lines = [];
      this.answered(answer, Number(code) >= failed);
    }
  }

  protected forget(): void {
    this.decoder = new StringDecoder('utf8');
    this.received = '';
    this.lines = [];
  }
}
