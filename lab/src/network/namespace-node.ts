import { setTimeout as pause } from 'node:timers/promises';
import { enter } from './enter';
import type { LabNode } from './lab-node';
import { startProcess } from './node-process';
import type { NodeProcess, StartOptions } from './node-process';
import { childOf, descendants } from './processes';
import { must, run } from './run';
import type { Outcome, RunOptions } from './run';

/** How long the first process of a node may take to appear, ms. */
const bootMs = 60_000;
/** What the first process of a node says first. */
const booted = 'booted';

/** A node made of a network namespace that exists already. */
export class NamespaceNode implements LabNode {
  public readonly namespace: string;
  private booted: { readonly outer: NodeProcess; readonly init: number } | undefined;
  private readonly started = new Set<NodeProcess>();

  /** @param netns name of the network namespace, as `ip netns` knows it */
  public constructor(
    public readonly name: string,
    public readonly netns: string,
    public readonly folder: string,
  ) {
    this.namespace = `/run/netns/${netns}`;
  }

  public get initPid(): number | undefined {
    return this.booted?.init;
  }

  public async ip(lines: readonly string[]): Promise<void> {
    if (lines.length) await must('ip', ['-n', this.netns, '-batch', '-'], `${lines.join('\n')}\n`);
  }

  public run(program: string, args: readonly string[], { cwd, ...options }: RunOptions = {}): Promise<Outcome> {
    return run(...this.entering(cwd, program, args), options);
  }

  public must(program: string, args: readonly string[], { cwd, ...options }: RunOptions = {}): Promise<string> {
    return must(...this.entering(cwd, program, args), options);
  }

  public start(program: string, args: readonly string[], options?: StartOptions): NodeProcess {
    const started = startProcess(...this.bound(program, args), options);
    this.started.add(started);
    void started.exited.then(() => this.started.delete(started));
    if (!this.booted) return started;
    // To enter a PID namespace nsenter stays as the parent: what is meant is its child. It stops itself when that stops, and would
    // never see the end of one that is killed then.
    const inside = () => descendants(started.pid).filter((entry) => entry.pid !== started.pid);
    return {
      ...started,
      programPid: () => inside()[0]?.pid,
      kill: (signal = 'SIGKILL') => {
        inside().forEach((entry) => kill(entry.pid, signal));
        if (signal !== 'SIGSTOP') kill(started.pid, 'SIGCONT');
      },
    };
  }

  public async boot(script: string, env: Readonly<Record<string, string>> = {}): Promise<NodeProcess> {
    if (this.booted) throw new Error(`${this.name} is booted already`);
    const isolation = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    const text = `echo ${booted}\n${script}`;
    const outer = startProcess(...this.bound('unshare', [...isolation, 'sh', '-c', text, 'init']), { env });
    this.started.add(outer);
    void outer.exited.then(() => {
      this.started.delete(outer);
      if (this.booted?.outer === outer) this.booted = undefined;
    });
    const spoke = new Promise<void>((resolve) => outer.stdout.once('data', () => resolve()));
    await Promise.race([spoke, outer.exited, pause(bootMs, undefined, { ref: false })]);
    // setpriv, nsenter and unshare become one process; its child is the first of the new PID namespace.
    const init = outer.answer().startsWith(booted) ? childOf(outer.pid) : undefined;
    if (init === undefined) {
      outer.kill();
      throw new Error(`${this.name} did not start: ${outer.said() || `no output after ${bootMs} ms`}`);
    }
    this.booted = { outer, init };
    const own = (text: string) => text.replace(`${booted}\n`, '');
    return { ...outer, said: () => own(outer.said()), answer: () => own(outer.answer()) };
  }

  public async powerOff(): Promise<void> {
    const { booted: running } = this;
    if (!running) return;
    this.booted = undefined;
    // The kernel ends the whole PID namespace with its first process.
    kill(running.init);
    for (const process of this.started) kill(process.pid, 'SIGCONT'); // see start
    running.outer.kill();
    await running.outer.exited;
  }

  public pidsOf(program: string): number[] {
    if (!this.booted) return [];
    return descendants(this.booted.init)
      .filter((entry) => entry.program === program.slice(0, 15) && entry.state !== 'Z')
      .map((entry) => entry.pid);
  }

  /** Ends all processes that were started in it, without waiting. */
  public kill(): void {
    if (this.booted) kill(this.booted.init);
    for (const process of this.started) process.kill();
  }

  /** Ends all processes that were started in it. */
  public async end(): Promise<void> {
    await this.powerOff();
    const left = [...this.started];
    for (const process of left) process.kill();
    await Promise.all(left.map((process) => process.exited));
  }

  /** A command in the node that the kernel ends with this process, however that ends: nobody else would. */
  private bound(program: string, args: readonly string[]): [string, string[]] {
    const [first, rest] = this.entering(undefined, program, args);
    return ['setpriv', ['--pdeathsig', 'KILL', first, ...rest]];
  }

  private entering(folder: string | undefined, program: string, args: readonly string[]): [string, string[]] {
    const [first = '', ...rest] = enter(this.namespace, this.booted?.init, folder);
    return [first, [...rest, program, ...args]];
  }
}

function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended just now.
  }
}
