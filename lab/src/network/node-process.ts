import { spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A long-running process of the lab. */
export interface NodeProcess {
  /** Process id, as the keeper sees it, of what was spawned: of the program, or of the `nsenter` that waits for it. */
  readonly pid: number;
  /** Process id of the program itself as the keeper sees it; undefined when it has ended. */
  programPid(): number | undefined;
  /** Standard input, where `stdin` was asked for. */
  readonly stdin: Writable | undefined;
  /** Standard output: also collected for {@link answer}. */
  readonly stdout: Readable;
  /** What it has printed on standard output up to now; the first 256 KiB. */
  answer(): string;
  /** What it has printed up to now on both streams, for messages about it; the first 256 KiB. */
  said(): string;
  /** Resolves when it has ended: its exit code, or the name of the signal. */
  readonly exited: Promise<number | string>;
  /** Sends a signal. @default SIGKILL */
  kill(signal?: NodeJS.Signals): void;
}

/** How a long-running process is started. */
export interface StartOptions {
  /** Variables added to the environment. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it gets a pipe as standard input. @default false */
  readonly stdin?: boolean;
}

/** Most that is kept of what a process says, characters. */
const kept = 256 * 1024;

/** Starts a process. It begins in `/`, which is there as long as it runs. @throws Error if there is no such program */
export function startProcess(program: string, args: readonly string[], options: StartOptions = {}): NodeProcess {
  const stdio: StdioOptions = [options.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'];
  const child = spawn(program, [...args], { stdio, cwd: '/', env: { ...process.env, ...options.env } });
  let [said, answer] = ['', ''];
  const note = (text: string) => {
    if (said.length < kept) said += text;
  };
  const exited = new Promise<number | string>((resolve) => {
    child.once('error', (error) => {
      note(`${program}: ${error.message}`);
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 1));
  });
  const { stdout, stderr } = child;
  if (child.pid === undefined || !stdout || !stderr) {
    child.on('error', () => undefined);
    throw new Error(`${program} cannot be started: is it installed?`);
  }
  for (const stream of [stdout, stderr]) stream.on('data', (chunk: Buffer) => note(chunk.toString()));
  stdout.on('data', (chunk: Buffer) => {
    if (answer.length < kept) answer += chunk.toString();
  });
  child.stdin?.on('error', () => undefined);
  const { pid } = child;
  let over = false;
  void exited.then(() => (over = true));
  return {
    pid,
    programPid: () => (over ? undefined : pid),
    stdin: child.stdin ?? undefined,
    stdout,
    answer: () => answer,
    said: () => said,
    exited,
    kill: (signal = 'SIGKILL') => void child.kill(signal),
  };
}
