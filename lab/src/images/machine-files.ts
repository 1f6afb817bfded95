import { execFile } from 'node:child_process';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import { ComponentError } from '../components/component-error';
import type { LayerEntry } from './layer';

const execute = promisify(execFile);

/** Folders that are links to those below /usr where the machine's distribution merged them; images are laid out alike. */
const merged = ['/bin', '/sbin', '/lib', '/lib64'];

/** The links that this machine has in place of {@link merged} folders. */
export async function mergedFolders(): Promise<LayerEntry[]> {
  const entries = await Promise.all(
    merged.map(async (path): Promise<LayerEntry[]> => {
      const isLink = (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;
      return isLink ? [{ kind: 'link', path, target: await readlink(path) }] : [];
    }),
  );
  return entries.flat();
}

/**
 * A program or library of this machine as an image holds it.
 *
 * @param path where the image has it. @default - where this machine has it
 */
export async function machineFile(source: string, path = source): Promise<LayerEntry> {
  const folder = await realpath(posix.dirname(path)).catch(() => posix.dirname(path));
  const real = await realpath(source).catch(() => undefined);
  if (real === undefined) {
    throw new ComponentError(`'${source}' is needed for an image and is not on this machine; remedy: 'make setup' installs it`);
  }
  return { kind: 'file', path: posix.join(folder, posix.basename(path)), source: real };
}

/** The shared libraries that a program loads, its loader among them; none for a static program. */
export async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await execute('ldd', [program]).catch((error: Error & { stdout?: string; stderr?: string }) => {
    if (/not a dynamic executable/.test(`${error.stdout}${error.stderr}`)) return { stdout: '' };
    throw new ComponentError(`ldd ${program}: ${error.stderr ?? error.message}`);
  });
  const lacking = /^\s*(\S+) => not found/m.exec(stdout);
  if (lacking) throw new ComponentError(`'${program}' lacks the library ${lacking[1]} on this machine; remedy: install it`);
  return stdout.split('\n').flatMap((line) => /^\s*(?:\S+ => )?(\/\S+) \(0x/.exec(line)?.[1] ?? []);
}

/** Version of an installed Debian package, such as `8.4.4-1.1~deb12u2`; undefined where there is none. */
export async function packageVersion(name: string): Promise<string | undefined> {
  const asked = execute('dpkg-query', ['--show', '--showformat', '${Version}', name]);
  return asked.then(({ stdout }) => stdout.trim() || undefined).catch(() => undefined);
}
