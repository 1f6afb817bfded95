import { labelPrefix } from '../contract/labels';
import type { OutputFile } from '../synth';

/** The manifests of a site that are handed to a GitOps engine. */
export interface ExportedSite {
  readonly name: string;
  /** Number of its wave, from 1; the first are the canaries. */
  readonly wave: number;
  /** Paths below the site's folder. */
  readonly files: readonly OutputFile[];
}

/** Where the engine finds the manifests. */
export interface GitSource {
  readonly repository: string;
  readonly revision: string;
  /** Folder in the repository that holds what is exported. */
  readonly path: string;
}

/** Name of the label that tells the wave of a site. */
export const waveLabel = `${labelPrefix}/wave`;
