import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alivePath } from '../../../lib/constructs/limiter/nginx-config';

/** A folder in which NGINX may write, and its workers read, whoever they are. */
export function nginxFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  execFileSync('chmod', ['755', folder]);
  return folder;
}

function write(folder: string, config: string): string {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, config);
  return file;
}

/** Whether NGINX takes a configuration. @throws Error with what it says, if it does not */
export function accepted(folder: string, config: string): void {
  execFileSync('nginx', ['-t', '-q', '-c', write(folder, config), '-p', folder], { stdio: 'pipe' });
}

/** NGINX that runs with a configuration. */
export class RunningNginx {
  /** All that it has said. */
  public logged = '';
  private readonly program: ChildProcess;

  private constructor(folder: string, config: string) {
    this.program = spawn('nginx', ['-c', write(folder, config), '-p', folder, '-g', 'daemon off;'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.program.stdout, this.program.stderr]) stream?.on('data', (text) => (this.logged += String(text)));
  }

  /** Starts it, and waits until it answers at its health port. */
  public static async start(folder: string, config: string, healthPort: number): Promise<RunningNginx> {
    const nginx = new RunningNginx(folder, config);
    for (let left = 50; ; left--) {
      try {
        await answer({ port: healthPort, path: alivePath });
        return nginx;
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Ends it; its last words have come then. */
  public async stop(): Promise<void> {
    if (this.program.exitCode !== null || this.program.signalCode !== null) return;
    this.program.kill();
    await new Promise((ended) => this.program.once('close', ended));
  }
}

/** What is asked of a server on the loopback. */
export interface Question {
  readonly port: number;
  /** @default '/' */
  readonly path?: string;
  /** @default 'GET' */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default '127.0.0.1' */
  readonly host?: string;
}

/** What was answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks by plain HTTP, over a connection of its own. */
export function answer({ port, path = '/', method = 'GET', headers = {}, host = '127.0.0.1' }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port, path, method, host, agent: false, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}
