import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { removeCgroups } from './cgroups';

const stateSchema = z.strictObject({
  name: z.string(),
  fleetFile: z.string(),
  level: z.string(),
  /** When it was asked for: `Date.now()` time. */
  since: z.number(),
  /** The process that takes the folder away in the end, and when it was started (see {@link startOf}). */
  janitor: z.number().exactOptional(),
  janitorStart: z.string().exactOptional(),
  /** The owner of everything, as seen from outside; 0 until it runs. */
  keeper: z.number(),
});

/** What is known of a lab from outside: `lab.json` in its folder. */
export type LabState = z.infer<typeof stateSchema>;

/** Age below which a folder without a janitor is one that is being made, ms. */
const makingMs = 15_000;

/** Beginning of the name of a folder that is being made; no lab's name begins with a dot. */
const draftPrefix = '.new-';

/** Folder of all labs of this user; ANYCAST_MEC_RUN names another one, whose labs the usual one does not know. */
export function labsFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const given = process.env['ANYCAST_MEC_RUN'];
  if (given) return given;
  if (uid === 0) return '/run/anycast-mec';
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return runtime && existsSync(runtime) ? join(runtime, 'anycast-mec') : `/tmp/anycast-mec-${uid}`;
}

/** Folder of a lab. */
export function labFolder(name: string): string {
  return join(labsFolder(), name);
}

/** What is known of a lab; undefined if there is none. */
export function readState(name: string): LabState | undefined {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(join(labFolder(name), 'lab.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes what is known, whole or not at all. */
export function writeState(folder: string, state: LabState): void {
  const draft = join(folder, 'lab.json.new');
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
  renameSync(draft, join(folder, 'lab.json'));
}

/** Makes the folder of a new lab. @throws Error if there is a lab of this name */
export function makeFolder(state: LabState): string {
  mkdirSync(labsFolder(), { recursive: true, mode: 0o700 });
  const folder = labFolder(state.name);
  // It comes into place with its state in it: a folder without one is what `sweep` takes away, also that of another process.
  const draft = mkdtempSync(join(labsFolder(), draftPrefix));
  try {
    writeState(draft, state);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(folder))
      throw new Error(
        `a lab '${state.name}' runs already; end it with 'anycast-mec lab down ${state.name}', or give another --name`,
        {
          cause: error,
        },
      );
    throw error;
  }
  return folder;
}

/** Names of the labs that run. */
export function runningLabs(): string[] {
  sweep();
  return namesIn(labsFolder()).filter((name) => readState(name) !== undefined);
}

/** Takes away what is left of labs whose janitor was killed. */
export function sweep(): void {
  for (const name of namesIn(labsFolder())) {
    const state = readState(name);
    const making = state?.janitor === undefined && Date.now() - (state?.since ?? 0) < makingMs;
    const lives = state?.janitor !== undefined && startOf(state.janitor) === state.janitorStart;
    if (making || lives) continue;
    removeCgroups(name);
    rmSync(labFolder(name), { recursive: true, force: true });
  }
}

/** The labs in a folder. What a process was about to make when it was killed is taken away. */
function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder);
  for (const draft of entries.filter((name) => name.startsWith(draftPrefix))) {
    const made = statSync(join(folder, draft), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - made >= makingMs) rmSync(join(folder, draft), { recursive: true, force: true });
  }
  return entries.filter((name) => !name.startsWith(draftPrefix));
}

/** When a process was started, in the kernel's own count: process ids are used again, this pair is not. Undefined: it does not run. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22, counted behind the program's name, which may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
