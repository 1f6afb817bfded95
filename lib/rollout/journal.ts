import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { RolloutPlan } from './plan';

/** How far a site is. */
export type SiteStep = 'begun' | 'previewed' | 'drained' | 'deployed' | 'restored' | 'done' | 'failed';

/** One line of the journal. */
export type JournalEntry =
  | {
      readonly at: string;
      readonly event: 'plan';
      readonly id: string;
      readonly digest: string;
      readonly plan: RolloutPlan;
      readonly revision?: string;
    }
  | { readonly at: string; readonly event: 'site'; readonly site: string; readonly step: SiteStep; readonly detail?: string }
  | { readonly at: string; readonly event: 'end'; readonly outcome: 'done' | 'stopped'; readonly reason?: string };

/** How far a site came. */
export interface PastSite {
  readonly step: SiteStep;
  /** Whether it may still be out of service. */
  readonly isDrained: boolean;
}

/** A rollout that was begun before, as its journal tells it. */
export interface PastRollout {
  readonly id: string;
  readonly digest: string;
  readonly plan: RolloutPlan;
  /** Revision of the project that was rolled out, if it stands in git. */
  readonly revision?: string;
  /** The last step of each site, in the order in which they were begun. */
  readonly steps: ReadonlyMap<string, PastSite>;
  /** Undefined: it was killed. */
  readonly outcome?: 'done' | 'stopped';
}

/**
 * The journal of rollouts: a file to which every step is added before the next one begins, so that a rollout that is killed can go on
 * where it was.
 */
export class Journal {
  public constructor(private readonly file: string) {}

  /** Adds a line, and waits until the disk has it. */
  public write(entry: JournalEntry): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const handle = openSync(this.file, 'a');
    try {
      appendFileSync(handle, `${JSON.stringify(entry)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  }

  /** All rollouts, the last one last. A line that was cut off by a power loss is left out. */
  public rollouts(): PastRollout[] {
    if (!existsSync(this.file)) return [];
    const found: { past: PastRollout; steps: Map<string, PastSite>; outcome?: 'done' | 'stopped' }[] = [];
    for (const line of readFileSync(this.file, 'utf8').split('\n')) {
      const entry = parsed(line);
      if (!entry) continue;
      if (entry.event === 'plan') {
        const { id, digest, plan, revision } = entry;
        const steps = new Map<string, PastSite>();
        found.push({ past: { id, digest, plan, steps, ...(revision !== undefined && { revision }) }, steps });
        continue;
      }
      const last = found.at(-1);
      if (!last) continue;
      if (entry.event === 'end') last.outcome = entry.outcome;
      else {
        const was = last.steps.get(entry.site)?.isDrained ?? false;
        last.steps.set(entry.site, {
          step: entry.step,
          isDrained: entry.step === 'drained' || (was && entry.step !== 'restored'),
        });
      }
    }
    return found.map(({ past, outcome }) => ({ ...past, ...(outcome && { outcome }) }));
  }

  /**
   * Keeps a second rollout of the same project out while `body` runs.
   *
   * @throws Error with the process that is at it
   */
  public async exclusively<T>(body: () => Promise<T>): Promise<T> {
    const lock = `${this.file}.lock`;
    mkdirSync(dirname(lock), { recursive: true });
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
    if (owner !== undefined && isAlive(owner)) throw new Error(`another rollout of this project is running (process ${owner})`);
    rmSync(lock, { force: true });
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    try {
      return await body();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

/** Tells plans apart: what is resumed must be what was begun. */
export function digestOf(plan: RolloutPlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 12);
}

function parsed(line: string): JournalEntry | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as JournalEntry);
  } catch {
    return undefined;
  }
}

function isAlive(owner: number): boolean {
  try {
    process.kill(owner, 0);
    return true;
  } catch {
    return false;
  }
}
