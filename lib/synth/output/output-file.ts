import { hashOf } from './existing';

/** A file of the output, not yet written. */
export interface OutputFile {
  /** Relative to the output folder, with slashes: `mec-1/kubernetes/20-peering.yaml`. */
  readonly path: string;
  readonly content: string;
  /** Permissions: 0o600 where it holds secrets. */
  readonly mode: number;
}

/** A file as its bytes, which can be handed from thread to thread. */
export interface EncodedFile extends Pick<OutputFile, 'path' | 'mode'> {
  readonly bytes: Uint8Array;
  /** SHA-256, hex. */
  readonly hash: string;
}

/** The file with its text encoded (UTF-8). */
export function encoded({ path, content, mode }: OutputFile): EncodedFile {
  const bytes = Buffer.from(content);
  return { path, mode, bytes, hash: hashOf(bytes) };
}
