import { ExistingOutput } from './existing';
import { encoded } from './output-file';
import type { EncodedFile, OutputFile } from './output-file';
import { isOurs, recordedPaths } from './record';
import type { OutputRecord } from './record';

/** What is to be done so that an output folder holds the files. */
export interface OutputPlan {
  /** Paths of the files that were handed to `take`. */
  readonly write: readonly string[];
  /** Have the content already. */
  readonly unchanged: readonly string[];
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
 * Holds the files against what is there, one after the other: those of a large fleet need not be in memory together.
 *
 * @param take is handed each file that must be written, at once
 * @throws Error with every path that is not ours to overwrite, when all files were looked at
 */
export function planOutput(
  files: Iterable<OutputFile | EncodedFile>,
  outdir: string,
  record: OutputRecord,
  take: (file: EncodedFile) => void,
  options: WriteOptions = {},
): OutputPlan {
  const existing = new ExistingOutput(outdir);
  const hashes: Record<string, string> = {};
  const [write, unchanged, foreign]: [string[], string[], string[]] = [[], [], []];
  const accept = (file: EncodedFile) => {
    write.push(file.path);
    take(file);
  };
  for (const given of files) {
    refusePath(given.path);
    if (Object.hasOwn(hashes, given.path)) throw new Error(`two files are made for the path '${given.path}'`);
    const file = 'bytes' in given ? given : encoded(given);
    const { path, hash, mode } = file;
    hashes[path] = hash;
    const there = existing.at(path);
    if (there.kind === 'obstacle') foreign.push(`${path} (there is something that is no file)`);
    else if (there.kind === 'file' && there.hash === hash && there.mode === mode) unchanged.push(path);
    else if (there.kind === 'nothing' || there.hash === hash || options.force || isOurs(record, path, there.hash)) accept(file);
    else foreign.push(`${path} (${path in record.files ? 'edited since it was written' : 'not written by anycast-mec'})`);
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

function refusePath(path: string): void {
  if (path.startsWith('/') || path.split('/').some((part) => part === '' || part.startsWith('.') || part.includes('\\')))
    throw new Error(`'${path}' is no path of an output file`);
}
