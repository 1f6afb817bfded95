import { closeSync, existsSync, fchmodSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EncodedFile } from './output-file';

const stageName = '.anycast-mec.stage';

/** What is renamed when everything is staged: a file, or a whole folder that the output does not have yet. */
interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Files of an output folder that are written but not yet in their place. Sites that are new are staged as folders, which come into
 * place with one rename each: half the work of a first run. Other files are staged by number, as folders would be made and removed for
 * nothing.
 */
export class Stage {
  private readonly folder: string;
  private readonly moves: Move[] = [];
  /** Whether the output had no folder of an owner when its first file came. */
  private readonly isNew = new Map<string, boolean>();
  private readonly folders = new Set<string>();

  public constructor(private readonly outdir: string) {
    this.folder = join(outdir, stageName);
    // What a killed run left.
    this.remove();
  }

  /** Stages a file for its place. */
  public put(file: EncodedFile): void {
    const owner = file.path.split('/')[0] ?? '';
    const known = this.isNew.get(owner);
    const isNew = known ?? (owner !== file.path && !existsSync(join(this.outdir, owner)));
    this.isNew.set(owner, isNew);
    const from = join(this.folder, isNew ? join('new', file.path) : String(this.moves.length));
    this.makeFolder(dirname(from));
    write(from, file);
    if (!isNew) this.moves.push({ from, to: join(this.outdir, file.path) });
    else if (known === undefined) this.moves.push({ from: join(this.folder, 'new', owner), to: join(this.outdir, owner) });
  }

  /** Writes a file into the stage that is not moved; its path. */
  public file(name: string, content: string): string {
    this.makeFolder(this.folder);
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Moves everything into its place. */
  public moveIntoPlace(): void {
    const made = new Set<string>();
    for (const { from, to } of this.moves) {
      const folder = dirname(to);
      if (!made.has(folder)) mkdirSync(folder, { recursive: true });
      made.add(folder);
      renameSync(from, to);
    }
  }

  /** Removes the stage with what is still in it. */
  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private makeFolder(folder: string): void {
    // Closed to others: what is staged may hold secrets.
    if (this.folders.size === 0) mkdirSync(this.folder, { mode: 0o700 });
    if (!this.folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.folders.add(this.folder).add(folder);
  }
}

function write(target: string, file: EncodedFile): void {
  const handle = openSync(target, 'w', file.mode);
  try {
    writeFileSync(handle, file.bytes);
    // The process' umask took bits away.
    if ((file.mode & process.umask()) !== 0) fchmodSync(handle, file.mode);
  } finally {
    closeSync(handle);
  }
}
