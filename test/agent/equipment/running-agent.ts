import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentInput } from 'anycast-mec/contract';
import type { AgentStatus } from '../../../agent/src/runtime/status';
import { until } from './until';

const bundle = join(__dirname, '../../../agent/build/agent.js');

/** The agent in a process of its own, as it is delivered. */
export class RunningAgent {
  public readonly lines: { readonly msg: string; readonly level: number; readonly time: string }[] = [];
  public readonly configFile: string;
  private readonly child: ChildProcess;

  private constructor(config: AgentInput, name: string) {
    this.configFile = join(mkdtempSync(join(tmpdir(), 'agent-')), 'agent.json');
    this.write(config);
    const env = { PATH: process.env['PATH'], POD_IP: '127.0.0.1', HOSTNAME: name };
    this.child = spawn(process.execPath, [bundle, 'run', '--config', this.configFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env,
    });
    let rest = '';
    this.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      this.lines.push(...lines.map((line) => JSON.parse(line) as RunningAgent['lines'][number]));
    });
  }

  /** Starts it and waits until it has read everything once. */
  public static async start(config: AgentInput, name = 'agent'): Promise<RunningAgent> {
    const agent = new RunningAgent(config, name);
    agent.port = config.listen?.port ?? 9470;
    await until('the agent is ready', async () => (await fetch(`http://127.0.0.1:${agent.port}/readyz`)).ok);
    return agent;
  }

  public port = 0;

  public write(config: object | string): void {
    writeFileSync(this.configFile, typeof config === 'string' ? config : JSON.stringify(config));
  }

  public async status(): Promise<AgentStatus> {
    return (await (await fetch(`http://127.0.0.1:${this.port}/status`)).json()) as AgentStatus;
  }

  public async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.port}/metrics`)).text();
  }

  /** Ends it with a signal and waits for its end. */
  public async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const end = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await end;
  }
}
