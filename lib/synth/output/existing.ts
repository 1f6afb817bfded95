import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What stands at a path of the output folder. */
export type Existing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'file'; readonly hash: string; readonly mode: number }
  /** A folder, a link, a device; or something of that sort where a folder would have to be. */
  | { readonly kind: 'obstacle' };

/** SHA-256 of a content, hex. */
export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Looks at an output folder without following links: what a link leads to is not ours. Keeps what it saw of folders. */
export class ExistingOutput {
  private readonly folders = new Map<string, 'nothing' | 'folder' | 'obstacle'>();

  public constructor(private readonly outdir: string) {}

  public at(path: string): Existing {
    const folder = this.folder(dirname(path));
    if (folder !== 'folder') return { kind: folder };
    const file = join(this.outdir, path);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (!stat) return { kind: 'nothing' };
    return stat.isFile() ? { kind: 'file', hash: hashOf(readFileSync(file)), mode: stat.mode & 0o777 } : { kind: 'obstacle' };
  }

  private folder(path: string): 'nothing' | 'folder' | 'obstacle' {
    const known = this.folders.get(path);
    if (known) return known;
    const above = path === '.' ? 'folder' : this.folder(dirname(path));
    const seen = above === 'folder' ? this.look(path) : above;
    this.folders.set(path, seen);
    return seen;
  }

  private look(path: string): 'nothing' | 'folder' | 'obstacle' {
    const stat = lstatSync(join(this.outdir, path), { throwIfNoEntry: false });
    // The output folder itself may be a link: the operator named it.
    if (!stat || path === '.') return stat ? 'folder' : 'nothing';
    return stat.isDirectory() ? 'folder' : 'obstacle';
  }
}
