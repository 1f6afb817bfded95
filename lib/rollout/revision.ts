import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const git = (folder: string, ...args: string[]) =>
  execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** The revision of a project that stands in git without changes; undefined where it does not: then it cannot be gone back to. */
export function revisionOf(folder: string): string | undefined {
  try {
    // The journal of rollouts is no part of what is deployed.
    const changed = git(folder, 'status', '--porcelain', '--', '.')
      .split('\n')
      .filter((line) => line && !line.includes('.anycast-mec/'));
    return changed.length ? undefined : git(folder, 'rev-parse', 'HEAD');
  } catch {
    return undefined;
  }
}

/** A project as it was. */
export interface PastProject {
  readonly folder: string;
  /** Removes it. */
  readonly close: () => void;
}

/**
 * Brings a project as it was at a revision into a folder of its own, with the packages that are installed now.
 *
 * @throws Error if git does not know the revision
 */
export function projectAt(folder: string, revision: string): PastProject {
  const [top, prefix] = [git(folder, 'rev-parse', '--show-toplevel'), git(folder, 'rev-parse', '--show-prefix')];
  const tree = join(mkdtempSync(join(tmpdir(), 'anycast-mec-rollback-')), 'project');
  git(folder, 'worktree', 'add', '--detach', tree, revision);
  const past = join(tree, prefix);
  const modules = nearestModules(resolve(folder));
  if (modules !== undefined && !existsSync(join(past, 'node_modules'))) symlinkSync(modules, join(past, 'node_modules'));
  return { folder: past, close: () => void git(top, 'worktree', 'remove', '--force', tree) };
}

function nearestModules(folder: string): string | undefined {
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  return dirname(folder) === folder ? undefined : nearestModules(dirname(folder));
}
