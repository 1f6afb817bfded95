import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { LabNode } from './lab-node';
import type { NodeProcess } from './node-process';

/** Two interfaces that the delay line joins. */
export interface DelayedPair {
  readonly name: string;
  /** Interfaces in the namespace of the wires. */
  readonly a: string;
  readonly b: string;
  /** Delay of what enters at `a` and leaves at `b`, ms. */
  readonly abMs: number;
  readonly baMs: number;
}

const answer = z.object({ id: z.number(), result: z.unknown().optional(), error: z.string().optional() });

/** What the delay line says about itself. */
const statistics = z.object({
  lateness: z.record(z.string(), z.number()),
  frames: z.number(),
});
/** See `DelayLine.statistics`. Lateness is how late frames left, microseconds. */
export type DelayLineStatistics = z.infer<typeof statistics>;

/** The program that gives links their delay where the kernel has no netem: one process for all links, in the namespace of the wires. */
export class DelayLine {
  private next = 1;
  private readonly waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();

  private constructor(private readonly process: NodeProcess) {
    createInterface({ input: process.stdout }).on('line', (line) => this.take(line));
    void process.exited.then((code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the delay line ended (${code}): ${process.said()}`));
      this.waiting.clear();
    });
  }

  /**
   * Starts the delay line and joins the pairs.
   *
   * @param program path of its program
   * @throws Error if it does not start or refuses a pair
   */
  public static async start(wires: LabNode, program: string, pairs: readonly DelayedPair[]): Promise<DelayLine> {
    const line = new DelayLine(wires.start(program, [], { stdin: true }));
    const links = pairs.map(({ name, a, b, abMs, baMs }) => ({
      name,
      a: { interface: a },
      b: { interface: b },
      aToBMicroseconds: Math.round(abMs * 1000),
      bToAMicroseconds: Math.round(baMs * 1000),
    }));
    await line.ask({ command: 'add', links });
    return line;
  }

  /** Lets it drop this percentage of frames, both ways. */
  public async setDrop(link: string, percent: number): Promise<void> {
    await Promise.all([0, 1].map((direction) => this.ask({ command: 'set', link, direction, dropPercent: percent })));
  }

  /** How exact it is. */
  public async statistics(): Promise<DelayLineStatistics> {
    return statistics.parse(await this.ask({ command: 'stats' }));
  }

  private ask(request: object): Promise<unknown> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.process.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  private take(line: string): void {
    const { id, result, error } = answer.parse(JSON.parse(line));
    const asked = this.waiting.get(id);
    this.waiting.delete(id);
    if (error !== undefined) asked?.reject(new Error(`delay line: ${error}`));
    else asked?.resolve(result);
  }
}
