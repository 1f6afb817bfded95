import { spawn } from 'node:child_process';

/** What a program gave back. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** How a program is run. */
export interface RunOptions {
  /** What it reads on standard input. @default - nothing */
  readonly input?: string;
  /** Variables added to the environment. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder it runs in; for a program in a node, one of the node. @default - ours; in a node `/` */
  readonly cwd?: string;
  /** It is killed after this time, ms. @default 60000 */
  readonly timeoutMs?: number;
}

/**
 * Runs a program without a shell and waits for it. A code other than 0 is no error here: the caller judges it.
 *
 * @throws Error if it cannot be started or runs too long
 */
export function run(program: string, args: readonly string[], options: RunOptions | string = {}): Promise<Outcome> {
  const { input, env, cwd, timeoutMs = 60_000 } = typeof options === 'string' ? { input: options } : options;
  const called = `${program} ${args.join(' ')}`;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      stdio: 'pipe',
      ...(cwd !== undefined && { cwd }),
      ...(env && { env: { ...process.env, ...env } }),
    });
    const said = { out: '', err: '' };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.err += chunk));
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${called}: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (late) reject(new Error(`${called}: killed after ${timeoutMs} ms: ${said.err}${said.out}`));
      else resolve({ code: code ?? (signal === null ? 1 : 128), ...said });
    });
    child.stdin.on('error', () => undefined); // a program that ends without reading its input
    child.stdin.end(input ?? '');
  });
}

/** As {@link run}, but a code other than 0 is an error with everything that the program said. */
export async function must(program: string, args: readonly string[], options: RunOptions | string = {}): Promise<string> {
  const { code, out, err } = await run(program, args, options);
  if (code === 0) return out;
  const input = typeof options === 'string' ? options : options.input;
  const given = input === undefined ? '' : `\ninput:\n${input}`;
  throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${err}${out}${given}`);
}
