import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { LabNode } from '../network/lab-node';
import type { NodeProcess } from '../network/node-process';
import type { LiveWindow } from './live';
import { nodeProgram } from './node-program';
import type { StreamPlan } from './plan';
import { prioritize } from './priority';
import type { Priority } from './priority';
import type { StreamSamples } from './samples';

/** How a probe is started. */
export interface ProbeOptions {
  readonly streams: readonly StreamPlan[];
  /** See {@link Priority}: from the first window on. @default 'normal' */
  readonly priority?: Priority;
  /** Is told every window of every stream, about 0.4 s after it began. */
  readonly live?: (window: LiveWindow) => void;
}

/** The sender waits for no helper thread of the garbage collector, which has a lower priority than itself, and rarely for the collector. */
const flags = ['--single-threaded-gc', '--max-semi-space-size=64'];

/** A probe that runs at a client: a process of its own in the client's network namespace. */
export class Probe {
  /** Starts it. @throws Error if Node or the program cannot be started */
  public static start(client: Pick<LabNode, 'start' | 'folder'>, options: ProbeOptions): Probe {
    const folder = mkdtempSync(join(client.folder, 'probe-'));
    const result = join(folder, 'result.json');
    const plan = JSON.stringify({ streams: options.streams, result });
    const [program, ...args] = nodeProgram(__dirname, 'program', [plan], flags);
    let isWarm = false;
    const child = client.start(program, args, { stdin: true });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as LiveWindow | { done: true };
      if ('done' in told) return;
      if (!isWarm) void prioritize(child.pid, options.priority ?? 'normal');
      isWarm = true;
      options.live?.(told);
    });
    return new Probe(child, folder, result);
  }

  private ended = false;

  private constructor(
    private readonly child: NodeProcess,
    private readonly folder: string,
    private readonly result: string,
  ) {}

  /**
   * Sends no more, waits for the last answers and gives what every stream saw, in the order of the plan.
   *
   * @throws Error with what the program said if it ended by itself
   */
  public async stop(): Promise<StreamSamples[]> {
    this.ended = true;
    try {
      this.child.stdin?.end('stop\n');
      const code = await this.child.exited;
      if (code !== 0) throw new Error(`the probe ended with ${code}: ${this.child.said().slice(0, 2000)}`);
      return JSON.parse(readFileSync(this.result, 'utf8')) as StreamSamples[];
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** Ends it without a result; nothing happens if it was stopped. */
  public abandon(): void {
    if (this.ended) return;
    this.ended = true;
    this.child.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
