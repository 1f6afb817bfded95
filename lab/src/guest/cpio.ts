/** A file, folder or device of an archive. */
export interface ArchiveEntry {
  /** Path without a leading slash. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** @default - empty */
  readonly content?: Buffer;
  /** @default - 0755 */
  readonly mode?: number;
}

const kinds = { file: 0o100000, folder: 0o040000 } as const;

/**
 * A cpio archive of the `newc` format, the one that the Linux kernel unpacks as its first root (Documentation/driver-api/early-userspace/
 * buffer-format.rst). The same entries give the same bytes.
 */
export function cpioArchive(entries: readonly ArchiveEntry[]): Buffer {
  const parts = entries.flatMap((entry, index) => record(entry, index + 1));
  return Buffer.concat([...parts, ...record({ path: 'TRAILER!!!', kind: 'file', mode: 0 }, 0)]);
}

function record({ path, kind, content = Buffer.alloc(0), mode = 0o755 }: ArchiveEntry, inode: number): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode, inode === 0 ? 0 : kinds[kind] | mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return [padded(Buffer.concat([header, name])), padded(content)];
}

/** Header with name, and content, each end at a multiple of four bytes. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
