import { mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { EncodedFile, OutputFile } from './output-file';
import { planOutput } from './plan-output';
import type { OutputPlan, WriteOptions } from './plan-output';
import { readRecord, recordName } from './record';
import type { OutputRecord } from './record';
import { Stage } from './stage';

/** What was done to an output folder; all are paths relative to it. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Written before, made no more, but edited since: not ours to remove. */
  readonly left: readonly string[];
}

/**
 * Makes an output folder hold the files, and no others that were written before. Everything is staged inside the folder first, then
 * moved into place; a run that fails before that changes nothing, and one that is killed in the middle is completed by the next.
 *
 * @param files are staged as they come: a generator keeps the memory of one site for a fleet of any size
 * @throws Error with every path that is not ours to overwrite, before anything is written
 */
export function writeOutput(files: Iterable<OutputFile | EncodedFile>, outdir: string, options: WriteOptions = {}): WriteResult {
  const record = readRecord(outdir);
  const made = mkdirSync(outdir, { recursive: true });
  const stage = new Stage(outdir);
  let isDone = false;
  try {
    const plan = planOutput(files, outdir, record, (file) => stage.put(file), options);
    const next = recordAfter(record, plan);
    if (plan.write.length || plan.remove.length || !same(record, next)) {
      // From here on a killed run leaves old and new files side by side: both are known as ours.
      writeRecord(outdir, stage, { ...record, pending: pendingWith(record, plan) });
      stage.moveIntoPlace();
      for (const path of plan.remove) removeFile(outdir, path);
      writeRecord(outdir, stage, next);
    }
    isDone = true;
    return { written: plan.write, unchanged: plan.unchanged, removed: plan.remove, left: plan.left };
  } finally {
    stage.remove();
    if (!isDone && made !== undefined) removeEmpty(outdir, made);
  }
}

/** Removes folders that were made for nothing: `outdir`, and those above it down from `top`. */
function removeEmpty(outdir: string, top: string): void {
  for (let folder = resolve(outdir); folder.length >= resolve(top).length; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

function removeFile(outdir: string, path: string): void {
  unlinkSync(join(outdir, path));
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(outdir, folder));
    } catch {
      // Not empty: something else lives there.
      return;
    }
  }
}

function recordAfter(record: OutputRecord, plan: OutputPlan): OutputRecord {
  const gone = new Set(plan.stale);
  const kept = Object.entries(record.files).filter(([path]) => !gone.has(path));
  const files = Object.fromEntries([...kept, ...Object.entries(plan.hashes)].sort(([a], [b]) => (a < b ? -1 : 1)));
  // What a killed run was writing elsewhere stays known until a run that makes it.
  const pending = Object.entries(record.pending ?? {}).filter(([path]) => !(path in plan.hashes) && !gone.has(path));
  return { version: 1, files, ...(pending.length && { pending: Object.fromEntries(pending) }) };
}

function pendingWith(record: OutputRecord, plan: OutputPlan): NonNullable<OutputRecord['pending']> {
  const pending = { ...record.pending };
  for (const path of plan.write) {
    const hash = plan.hashes[path];
    if (hash !== undefined) pending[path] = [...new Set([...(pending[path] ?? []), hash])];
  }
  return pending;
}

function same(a: OutputRecord, b: OutputRecord): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function writeRecord(outdir: string, stage: Stage, record: OutputRecord): void {
  const staged = stage.file(recordName, `${JSON.stringify(record, undefined, 1)}\n`);
  renameSync(staged, join(outdir, recordName));
}
