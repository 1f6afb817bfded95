import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../network/run';

/** Where the lab's files are, in a file system of its own. */
export const filesFolder = '/run/lab';

/**
 * Makes the keeper's own view of the machine: /run in memory, and, where root is only root of a user namespace with one user, FRR's user
 * and groups as that one. Everything is gone with the keeper.
 */
export async function isolate(): Promise<void> {
  await must('mount', ['--make-rprivate', '/']);
  await must('mount', ['-t', 'tmpfs', '-o', 'mode=0755', 'anycast-mec-lab', '/run']);
  for (const folder of ['/run/netns', filesFolder]) mkdirSync(folder);
  if (!hasOneUser()) return;
  const folder = join('/run', 'accounts');
  mkdirSync(folder);
  await replaced(folder, '/etc/passwd', (line) => line.replace(/^frr:[^:]*:\d+:\d+:/, 'frr:x:0:0:'));
  await replaced(folder, '/etc/group', (line) =>
    line.replace(/^frr:.*/, 'frr:x:0:').replace(/^frrvty:.*/, 'frrvty:x:0:root,frr'),
  );
}

/** Whether no user but root exists here: then nobody can give up root. */
function hasOneUser(): boolean {
  const [, , count] = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/);
  return count === '1';
}

async function replaced(folder: string, file: string, edit: (line: string) => string): Promise<void> {
  if (!existsSync(file)) return;
  const copy = join(folder, file.replaceAll('/', '_'));
  writeFileSync(copy, readFileSync(file, 'utf8').split('\n').map(edit).join('\n'), { mode: 0o644 });
  await must('mount', ['--bind', copy, file]);
}
