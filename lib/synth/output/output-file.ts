/** A file of the output, not yet written. */
export interface OutputFile {
  /** Relative to the output folder, with slashes: `mec-1/kubernetes/20-peering.yaml`. */
  readonly path: string;
  readonly content: string;
  /** Permissions: 0o600 where it holds secrets. */
  readonly mode: number;
}
