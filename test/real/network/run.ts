import { execFile } from 'node:child_process';

/** What a program gave back. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program without a shell and waits for it. A code other than 0 is no error here: the caller judges it. */
export function run(program: string, args: readonly string[], input?: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, [...args], { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 }, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(new Error(`${program} ${args.join(' ')}: ${error.message}`));
      else resolve({ code: error ? Number(error.code) : 0, out, err });
    });
    child.stdin?.on('error', () => undefined); // a program that ends without reading its input
    child.stdin?.end(input ?? '');
  });
}

/** As {@link run}, but a code other than 0 is an error with everything that the program said. */
export async function must(program: string, args: readonly string[], input?: string): Promise<string> {
  const { code, out, err } = await run(program, args, input);
  if (code !== 0)
    throw new Error(
      `${program} ${args.join(' ')} ended with ${code}: ${err}${out}${input === undefined ? '' : `\ninput:\n${input}`}`,
    );
  return out;
}
