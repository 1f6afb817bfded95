import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from './record';

/** A file of an output folder, as it is there. */
export interface WrittenFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Paths of the files that were written to an output folder, whether they are still there or not.
 *
 * @param owner only those of a site or network. @default - all
 * @throws Error if the folder's record cannot be understood
 */
export function writtenPaths(outdir: string, owner?: string): string[] {
  return Object.keys(readRecord(outdir).files).filter((path) => owner === undefined || path.startsWith(`${owner}/`));
}

/** A file of an output folder as it is now; undefined if somebody removed it. */
function writtenFile(outdir: string, path: string): WrittenFile | undefined {
  try {
    return { path, content: readFileSync(join(outdir, path), 'utf8') };
  } catch {
    return undefined;
  }
}

/**
 * The files that were written to an output folder, as they are now; without those that somebody removed.
 *
 * @param owner only those of a site or network. @default - all
 * @throws Error if the folder's record cannot be understood
 */
export function writtenFiles(outdir: string, owner?: string): WrittenFile[] {
  return writtenPaths(outdir, owner).flatMap((path) => writtenFile(outdir, path) ?? []);
}
