import { join } from 'node:path';

/** How a program of the lab is started: program, then its arguments. */
export type ProgramCommand = readonly [program: string, ...args: string[]];

/**
 * Command line of a Node program of the lab. Compiled it needs nothing but Node; from source, as tests and developers run
 * it, tsx reads it.
 *
 * @param folder `__dirname` of the caller
 * @param name file name without ending
 * @param flags of Node. @default - none
 */
export function nodeProgram(
  folder: string,
  name: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): ProgramCommand {
  // --no-warnings: what a dependency deprecates is not part of a program's output.
  if (!__filename.endsWith('.ts')) return [process.execPath, '--no-warnings', ...flags, join(folder, `${name}.js`), ...args];
  return [
    process.execPath,
    '--no-warnings',
    ...flags,
    '--require',
    require.resolve('tsx/cjs'),
    join(folder, `${name}.ts`),
    ...args,
  ];
}
