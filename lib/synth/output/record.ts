import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Name of the record in the output folder. */
export const recordName = '.anycast-mec.json';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const recordSchema = z.strictObject({
  version: z.literal(1),
  /** What was written: path to SHA-256. */
  files: z.record(z.string(), sha256),
  /** What a run was about to write when it was killed: either the old content or one of these is there. */
  pending: z.record(z.string(), z.array(sha256)).optional(),
});

/** What was written to an output folder; by it our files are told from those of others. */
export type OutputRecord = z.infer<typeof recordSchema>;

/**
 * The record of an output folder; an empty one where there is none.
 *
 * @throws Error if it cannot be understood: without it nobody knows whose the files are
 */
export function readRecord(outdir: string): OutputRecord {
  const file = join(outdir, recordName);
  if (!existsSync(file)) return { version: 1, files: {} };
  const text = readFileSync(file, 'utf8');
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `${file} is no record of an output folder; remedy: remove it, and synth with --force to take the files there as written by it`,
      { cause: error },
    );
  }
}

/** Whether content of this hash at this path is what we wrote, or were writing. */
export function isOurs(record: OutputRecord, path: string, hash: string): boolean {
  return record.files[path] === hash || (record.pending?.[path]?.includes(hash) ?? false);
}

/** Every path that we wrote, or were writing. */
export function recordedPaths(record: OutputRecord): string[] {
  return [...new Set([...Object.keys(record.files), ...Object.keys(record.pending ?? {})])];
}
