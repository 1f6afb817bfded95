import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { failureClasses } from './failure';
import type { AskedPlan } from './plan';
import { serverSchema } from './samples';

const answerSchema = z.object({
  id: z.int(),
  atNs: z.string(),
  server: serverSchema.exactOptional(),
  failure: z.enum(failureClasses).exactOptional(),
});

/** What the sample client said about one question. */
export type Asked = z.infer<typeof answerSchema>;

/** The sample client as a helper of a probe: it asks whenever it is told to, and says what became of it and when. */
export class Asker {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiting = new Map<number, (answer: Asked) => void>();
  private next = 0;

  /** @param program path of the sample client @param ended is told when it ends by itself */
  public constructor(program: string, ended: (reason: string) => void) {
    this.child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.once('error', (error) => ended(`${program}: ${error.message}`));
    this.child.once('exit', (code, signal) => ended(`the sample client ended with ${code ?? signal ?? 'nothing'}`));
    this.child.stdin.on('error', () => undefined); // its end is told
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const answer = answerSchema.parse(JSON.parse(line));
      const take = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      take?.(answer);
    });
  }

  /** Asks now. */
  public ask({ speaks, protocol, address, port, timeoutMs }: AskedPlan, take: (answer: Asked) => void): void {
    const id = this.next++;
    this.waiting.set(id, take);
    this.child.stdin.write(`${JSON.stringify({ id, speaks, protocol, address, port, timeoutMs })}\n`);
  }

  /** Ends it, whatever is under way. */
  public close(): void {
    this.child.removeAllListeners('exit');
    this.child.kill('SIGKILL');
  }
}
