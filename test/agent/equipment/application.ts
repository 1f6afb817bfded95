import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** An HTTP application in a process of its own, that fails on request. */
export class Application {
  private child: ChildProcess | undefined;

  public constructor(
    public readonly address: string,
    public readonly port: number,
  ) {}

  /** Starts it, and waits until it listens. */
  public async start(): Promise<void> {
    const child = spawn(process.execPath, [join(__dirname, 'failing-application.mjs'), this.address, String(this.port)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.child = child;
    await this.line();
  }

  /** Tells it how to behave, and waits until it does: `well`, `5xx`, `slow <ms>`, `429`, `close`, `listen`. */
  public async tell(mode: string): Promise<void> {
    const done = this.line();
    this.child?.stdin?.write(`${mode}\n`);
    await done;
  }

  public signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.child?.kill(signal);
  }

  /** Ends it and waits for its end. */
  public async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const end = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await end;
  }

  private line(): Promise<void> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the application ended'));
      child?.once('exit', ended);
      child?.stdout?.once('data', () => {
        child.off('exit', ended);
        resolve();
      });
    });
  }
}
