import {
  closeSync,
  existsSync,
  fchmodSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from './output-file';
import { planOutput } from './plan-output';
import type { OutputPlan, WriteOptions } from './plan-output';
import { readRecord, recordName } from './record';
import type { OutputRecord } from './record';

/** What was done to an output folder; all are paths relative to it. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Written before, made no more, but edited since: not ours to remove. */
  readonly left: readonly string[];
}

const stageName = '.anycast-mec.stage';

/**
 * Makes an output folder hold the files, and no others that were written before. Everything is staged inside the folder first, then
 * moved into place; a run that fails before that changes nothing, and one that is killed in the middle is completed by the next.
 *
 * @throws Error with every path that is not ours to overwrite, before anything is written
 */
export function writeOutput(files: readonly OutputFile[], outdir: string, options: WriteOptions = {}): WriteResult {
  const record = readRecord(outdir);
  const plan = planOutput(files, outdir, record, options);
  const result: WriteResult = {
    written: plan.write.map((file) => file.path),
    unchanged: plan.unchanged.map((file) => file.path),
    removed: plan.remove,
    left: plan.left,
  };
  const next = recordAfter(record, plan);
  mkdirSync(outdir, { recursive: true });
  if (!plan.write.length && !plan.remove.length && same(record, next)) return result;
  const stage = join(outdir, stageName);
  rmSync(stage, { recursive: true, force: true });
  // Closed to others: what is staged may hold secrets.
  mkdirSync(stage, { mode: 0o700 });
  try {
    const moves = stageFiles(plan.write, outdir, stage);
    // From here on a killed run leaves old and new files side by side: both are known as ours.
    writeRecord(outdir, stage, { ...record, pending: pendingWith(record, plan) });
    for (const { from, to } of moves) {
      mkdirSync(dirname(to), { recursive: true });
      renameSync(from, to);
    }
    for (const path of plan.remove) removeFile(outdir, path);
    writeRecord(outdir, stage, next);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return result;
}

/** What is renamed when everything is staged: a file, or a whole folder that the output does not have yet. */
interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Writes the files into the stage. Sites that are new are staged as folders, which come into place with one rename each: half the
 * work of a first run. Other files are staged by number, as folders would be made and removed for nothing.
 */
function stageFiles(files: readonly OutputFile[], outdir: string, stage: string): Move[] {
  const moves: Move[] = [];
  const folders = new Map<string, boolean>();
  const made = new Set<string>();
  for (const [index, file] of files.entries()) {
    const owner = file.path.split('/')[0] ?? '';
    const known = folders.get(owner);
    const isNew = known ?? (owner !== file.path && !existsSync(join(outdir, owner)));
    const from = join(stage, isNew ? join('new', file.path) : String(index));
    if (isNew) makeFolder(dirname(from), made);
    put(from, file);
    if (!isNew) moves.push({ from, to: join(outdir, file.path) });
    else if (known === undefined) moves.push({ from: join(stage, 'new', owner), to: join(outdir, owner) });
    folders.set(owner, isNew);
  }
  return moves;
}

function makeFolder(folder: string, made: Set<string>): void {
  if (made.has(folder)) return;
  mkdirSync(folder, { recursive: true });
  made.add(folder);
}

function put(target: string, file: OutputFile): void {
  const handle = openSync(target, 'w', file.mode);
  try {
    writeFileSync(handle, file.content);
    // The process' umask took bits away.
    if ((file.mode & process.umask()) !== 0) fchmodSync(handle, file.mode);
  } finally {
    closeSync(handle);
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
  for (const { path } of plan.write) {
    const hash = plan.hashes[path];
    if (hash !== undefined) pending[path] = [...new Set([...(pending[path] ?? []), hash])];
  }
  return pending;
}

function same(a: OutputRecord, b: OutputRecord): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function writeRecord(outdir: string, stage: string, record: OutputRecord): void {
  const staged = join(stage, recordName);
  writeFileSync(staged, `${JSON.stringify(record, undefined, 1)}\n`);
  renameSync(staged, join(outdir, recordName));
}
