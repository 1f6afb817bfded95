import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const house = join(__dirname, '../..');

/** What V8 writes (`NODE_V8_COVERAGE`). */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
    }[];
  }[];
}

/**
 * The work that a program does in files of a folder `lib`, as V8 counts it: how often each block of each function is run, by
 * `file function offset`. It is the same on a slow machine and on a busy one. Loops inside of what the language brings (`includes`,
 * spreading) are not in it.
 *
 * @param program does its work once for each argument, and calls `takeCoverage` of `node:v8` after each
 * @returns the work for each argument
 * @throws Error if the program fails
 */
export function workOf(program: string, ...args: readonly string[]): ReadonlyMap<string, number>[] {
  const folder = mkdtempSync(join(tmpdir(), 'work-'));
  try {
    const env = { ...process.env, NODE_V8_COVERAGE: folder };
    // Code that V8 optimized counts nothing.
    const node = ['--no-opt', '--import', 'tsx', program, ...args];
    const { status, stderr, pid } = spawnSync(process.execPath, node, { cwd: house, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
    // Names are process, time and thread (0: the main one). The last file is of the end of the program.
    const names = readdirSync(folder).filter((name) => name.startsWith(`coverage-${pid}-`) && name.endsWith('-0.json'));
    const written = names.sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage);
    return args.map((_, index) => new Map(written[index]?.result.flatMap(blocksOf)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The blocks that are run more than `factor` times as often in more work; what is done a few times is left out. */
export function grewFaster(work: ReadonlyMap<string, number>, more: ReadonlyMap<string, number>, factor: number): string[] {
  const grown = [...more].filter(([block, count]) => count > 100 && count > factor * (work.get(block) ?? 0));
  return grown.map(([block, count]) => `${block}: ${work.get(block) ?? 0} times, then ${count}`);
}

function blocksOf({ url, functions }: Coverage['result'][number]): (readonly [string, number])[] {
  const [, file] = /\/lib\/(.*)$/.exec(url) ?? [];
  if (file === undefined || url.includes('/node_modules/')) return [];
  return functions.flatMap(({ functionName, ranges }) =>
    ranges.map(({ startOffset, count }) => [`${file} ${functionName} ${startOffset}`, count] as const),
  );
}
