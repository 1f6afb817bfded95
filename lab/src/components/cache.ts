import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import type { ComponentFamily } from './catalogue';
import { componentsFolder } from './catalogue';
import type { ComponentEnvironment } from './environment';
import { goArguments, goEnvironment, goVersion } from './go';

/** The folder of everything that the lab keeps for the next time, below the user's cache folder. */
export function cacheFolder(environment: ComponentEnvironment = process.env): string {
  // A relative XDG_CACHE_HOME is to be ignored (XDG Base Directory Specification).
  const base = environment.XDG_CACHE_HOME?.startsWith('/')
    ? environment.XDG_CACHE_HOME
    : join(environment.HOME ?? homedir(), '.cache');
  return join(base, 'anycast-mec');
}

/** The folder of built programs. */
export function builtFolder(environment: ComponentEnvironment = process.env): string {
  return join(cacheFolder(environment), 'components');
}

/**
 * Name of a family's folder up to the version of Go: it changes with whatever could make other programs, and with nothing else.
 */
export async function folderPrefix(family: ComponentFamily): Promise<string> {
  const root = join(componentsFolder, family.folder);
  const hash = createHash('sha256');
  for (const file of await inputs(root)) {
    hash
      .update(relative(root, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  hash.update(JSON.stringify([goArguments(family), goEnvironment, family.packages, process.arch]));
  return `${family.name}-${hash.digest('hex').slice(0, 20)}-`;
}

/**
 * Where the programs of a family are if they were built from the sources as they are now. Without Go on this machine those that any
 * version of it built will do.
 */
export async function cachedFamily(
  family: ComponentFamily,
  environment: ComponentEnvironment = process.env,
): Promise<string | undefined> {
  const [prefix, version] = await Promise.all([folderPrefix(family), goVersion(environment.PATH)]);
  const built = builtFolder(environment);
  if (version !== undefined) {
    const folder = join(built, prefix + version);
    return (await stat(folder).catch(() => undefined)) && folder;
  }
  const names = await readdir(built).catch(() => [] as string[]);
  const newest = names
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
  return newest === undefined ? undefined : join(built, newest);
}

/** go.mod, go.sum and every Go source, tests left out, in one order everywhere. */
async function inputs(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && (/^go\.(mod|sum)$/.test(entry.name) || /(?<!_test)\.go$/.test(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
