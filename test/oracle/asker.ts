import { createInterface } from 'node:readline';
import type { LabNode } from '../../lab/src/network/lab-node';
import type { NodeProcess } from '../../lab/src/network/node-process';
import { nodeProgram } from '../../lab/src/probes';

/** Flows (source ports) by which each target is asked: ECMP spreads them. */
export const flows = 64;

/** What is asked, by UDP. */
export interface Target {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** How many flows of a target each host (`mec-1/host-1`) has answered. */
export type Answered = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A client that asks all targets by all flows whenever it is told to. */
export class Asker {
  private readonly child: NodeProcess;
  private readonly waiting: ((answered: Answered) => void)[] = [];

  public constructor(node: LabNode, targets: readonly Target[]) {
    const plan = JSON.stringify(targets.map((target) => ({ ...target, flows })));
    const [program, ...args] = nodeProgram(__dirname, 'asker-program', [plan]);
    this.child = node.start(program, args, { stdin: true });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.waiting.shift()?.(JSON.parse(line) as Answered));
  }

  /** @throws Error with what the program said if it has ended */
  public ask(): Promise<Answered> {
    return new Promise((resolve, reject) => {
      this.waiting.push(resolve);
      void this.child.exited.then((code) => reject(new Error(`the asker ended (${code}): ${this.child.said()}`)));
      this.child.stdin?.write('ask\n');
    });
  }
}
