import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { journalFile, samplesFile } from '../measure/files';
import type { SamplesLine } from '../measure/files';
import { readJournal } from '../measure/journal';
import type { Journal } from '../measure/journal';

/** A run that was read from its folder. */
export interface Run {
  readonly folder: string;
  readonly journal: Journal;
  /** Whether the runs beside it are of other fleets, so that each must name its own. @default false */
  readonly ofSeveralFleets?: boolean;
}

/** How deep folders are searched for journals. */
const deepest = 4;

/**
 * Reads all runs in a folder and those below it, in the order of their start.
 *
 * @throws Error that lists every journal that cannot be read; if there is none
 */
export function readRuns(folder: string): Run[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`there is no folder ${folder}`);
  const problems: string[] = [];
  const runs = journalsIn(folder, 0).flatMap((path): Run[] => {
    try {
      const parsed = readJournal(JSON.parse(readFileSync(path, 'utf8')));
      if (parsed.success) return [{ folder: dirname(path), journal: parsed.data }];
      problems.push(...parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`));
    } catch (error) {
      problems.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [];
  });
  if (problems.length) throw new Error(`these journals cannot be read:\n  ${problems.join('\n  ')}`);
  if (!runs.length)
    throw new Error(`there is no ${journalFile} in ${folder}: 'anycast-mec lab experiment <name> --out ${folder}' writes one`);
  const ofSeveralFleets = new Set(runs.map(({ journal }) => journal.fleet)).size > 1;
  return runs.map((run) => ({ ...run, ofSeveralFleets })).sort((a, b) => a.journal.startedAt.localeCompare(b.journal.startedAt));
}

function journalsIn(folder: string, depth: number): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isFile() && entry.name === journalFile) return [path];
      return entry.isDirectory() && depth < deepest ? journalsIn(path, depth + 1) : [];
    });
}

/** The samples of one trial of a run; none where its file is not there. */
export async function samplesOfTrial(run: Run, trial: number): Promise<SamplesLine[]> {
  const path = join(run.folder, samplesFile);
  if (!existsSync(path)) return [];
  const found: SamplesLine[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    // Lines are long: only those of the trial are parsed.
    if (line.startsWith(`{"trial":${trial},`)) found.push(JSON.parse(line) as SamplesLine);
  }
  return found;
}
