import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamSamples } from '../probes';
import type { Journal } from './journal';

/** Name of the record of a run in its folder. */
export const journalFile = 'journal.json';

/** Name of the file with the samples: one line of JSON for each stream of each trial. */
export const samplesFile = 'samples.jsonl';

/** A line of the samples file. */
export interface SamplesLine extends StreamSamples {
  readonly trial: number;
  readonly cell: string;
  /** When the fault was injected, CLOCK_MONOTONIC, ns. */
  readonly injectNs?: string;
}

/** Writes the files of a run. The journal is whole at any time: a new one replaces the old one by a rename. */
export class RunFiles {
  public constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, samplesFile), '');
  }

  /** Writes the journal. */
  public journal(journal: Journal): void {
    const path = join(this.folder, journalFile);
    writeFileSync(`${path}.new`, `${JSON.stringify(journal, undefined, 1)}\n`);
    renameSync(`${path}.new`, path);
  }

  /** Adds the samples of a stream. */
  public samples(line: SamplesLine): void {
    appendFileSync(join(this.folder, samplesFile), `${JSON.stringify(line)}\n`);
  }
}
