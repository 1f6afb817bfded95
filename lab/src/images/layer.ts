import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';

/** One file, folder or link of an image. */
export type LayerEntry = {
  /** Absolute, without links on the way. */
  readonly path: string;
  /** @default 0o755 for folders and files from the machine, 0o644 for text */
  readonly mode?: number;
  /** Owner and group. @default 0 */
  readonly owner?: number;
} & (
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly target: string }
  /** A file of this machine. */
  | { readonly kind: 'file'; readonly source: string }
  | { readonly kind: 'text'; readonly text: string }
);

/** A layer, not yet written: its bytes follow from its entries alone. */
export interface Layer {
  readonly entries: readonly LayerEntry[];
  /** Digest of its tar, `sha256:...`. */
  readonly digest: string;
  /** Bytes of its tar. */
  readonly size: number;
}

/** The layer of these entries, which may come in any order and without the folders above them. */
export async function layerOf(entries: readonly LayerEntry[]): Promise<Layer> {
  const complete = withFolders(entries);
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Writable({
    write(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done();
    },
  });
  await pipeline(layerStream({ entries: complete }), measure);
  return { entries: complete, digest: `sha256:${hash.digest('hex')}`, size };
}

/** The bytes of a layer: an uncompressed tar, with nothing in it of when, where and by whom it was made. */
export function layerStream(layer: Pick<Layer, 'entries'>): Readable {
  const tar = pack();
  write(tar, layer.entries).then(
    () => tar.finalize(),
    (error: Error) => tar.destroy(error),
  );
  return tar;
}

async function write(tar: ReturnType<typeof pack>, entries: readonly LayerEntry[]): Promise<void> {
  for (const entry of entries) {
    const header = {
      name: entry.path.slice(1),
      mode: entry.mode ?? (entry.kind === 'text' ? 0o644 : 0o755),
      uid: entry.owner ?? 0,
      gid: entry.owner ?? 0,
      mtime: new Date(0),
    };
    if (entry.kind === 'folder') tar.entry({ ...header, type: 'directory' });
    else if (entry.kind === 'link') tar.entry({ ...header, type: 'symlink', linkname: entry.target, mode: 0o777 });
    else if (entry.kind === 'text') tar.entry({ ...header, type: 'file' }, entry.text);
    else {
      const { size } = await stat(entry.source);
      await pipeline(createReadStream(entry.source, { highWaterMark: 1 << 20 }), tar.entry({ ...header, type: 'file', size }));
    }
  }
}

/** Sorted by path, each path once (the last one given), with every folder above it unless a link is there. */
function withFolders(entries: readonly LayerEntry[]): LayerEntry[] {
  const byPath = new Map<string, LayerEntry>();
  for (const { path } of entries) {
    for (let above = posix.dirname(path); above !== '/'; above = posix.dirname(above)) {
      byPath.set(above, { kind: 'folder', path: above });
    }
  }
  for (const entry of entries) byPath.set(entry.path, entry);
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
