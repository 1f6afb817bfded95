import { ExistingOutput, hashOf } from './existing';
import type { OutputFile } from './output-file';
import { isOurs, recordedPaths } from './record';
import type { OutputRecord } from './record';

/** What is to be done so that an output folder holds the files. */
export interface OutputPlan {
  readonly write: readonly OutputFile[];
  /** Have the content already. */
  readonly unchanged: readonly OutputFile[];
  /** Written before, made no more. */
  readonly remove: readonly string[];
  /** Written before, made no more, edited since. */
  readonly left: readonly string[];
  /** Written before, made no more, whatever became of them: no longer ours after this run. */
  readonly stale: readonly string[];
  /** SHA-256 of all files, by path. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** How to write. */
export interface WriteOptions {
  /** Overwrites files that were not written by us, or edited since. @default false */
  readonly force?: boolean;
  /** Whether a path belongs to what is made in this run: outside, nothing is removed. @default - every path does */
  readonly owns?: (path: string) => boolean;
}

/**
 * Holds the files against what is there.
 *
 * @throws Error with every path that is not ours to overwrite
 */
export function planOutput(
  files: readonly OutputFile[],
  outdir: string,
  record: OutputRecord,
  options: WriteOptions = {},
): OutputPlan {
  refusePaths(files);
  const existing = new ExistingOutput(outdir);
  const hashes = Object.fromEntries(files.map((file) => [file.path, hashOf(file.content)]));
  const [write, unchanged, foreign]: [OutputFile[], OutputFile[], string[]] = [[], [], []];
  for (const file of files) {
    const there = existing.at(file.path);
    if (there.kind === 'nothing') write.push(file);
    else if (there.kind === 'obstacle') foreign.push(`${file.path} (there is something that is no file)`);
    else if (there.hash === hashes[file.path]) (there.mode === file.mode ? unchanged : write).push(file);
    else if (options.force || isOurs(record, file.path, there.hash)) write.push(file);
    else
      foreign.push(`${file.path} (${file.path in record.files ? 'edited since it was written' : 'not written by anycast-mec'})`);
  }
  if (foreign.length) {
    throw new Error(
      `nothing was written to ${outdir}, because these files would be overwritten:\n${foreign.map((path) => `  ${path}`).join('\n')}\n` +
        'remedy: move them away, name another folder, or force it',
    );
  }
  const stale = recordedPaths(record).filter((path) => !(path in hashes) && (options.owns?.(path) ?? true));
  const [remove, left]: [string[], string[]] = [[], []];
  for (const path of stale) {
    const there = existing.at(path);
    if (there.kind === 'file') (isOurs(record, path, there.hash) ? remove : left).push(path);
  }
  return { write, unchanged, remove, left, stale, hashes };
}

function refusePaths(files: readonly OutputFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (path.startsWith('/') || path.split('/').some((part) => part === '' || part.startsWith('.') || part.includes('\\')))
      throw new Error(`'${path}' is no path of an output file`);
    if (seen.has(path)) throw new Error(`two files are made for the path '${path}'`);
    seen.add(path);
  }
}
