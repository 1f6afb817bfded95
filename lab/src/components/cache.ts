import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
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
    return used(folder);
  }
  const names = await readdir(built).catch(() => [] as string[]);
  const newest = names
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
  return newest === undefined ? undefined : used(join(built, newest));
}

/** The folder if it is there, marked as in use, for {@link removeUnused}. */
async function used(folder: string): Promise<string | undefined> {
  if (!(await stat(folder).catch(() => undefined))) return undefined;
  // A cache that cannot be written is as good to read.
  await utimes(folder, new Date(), new Date()).catch(() => undefined);
  return folder;
}

/** Folders that nobody asked for in this time are removed, ms: each new version makes half a gigabyte. */
const keptMs = 30 * 24 * 3600 * 1000;

/** Removes what killed builders left and what has not been used for a month. Only whoever holds the lock may. */
export async function removeUnused(built: string): Promise<void> {
  for (const name of await readdir(built).catch(() => [] as string[])) {
    const path = join(built, name);
    const found = await stat(path).catch(() => undefined);
    if (name.startsWith(unfinishedPrefix) || (found && Date.now() - found.mtimeMs > keptMs)) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

/** Begins the name of a folder in which a family is being built. */
export const unfinishedPrefix = '.unfinished-';

/** go.mod, go.sum and every Go source, tests left out, in one order everywhere. */
async function inputs(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && (/^go\.(mod|sum)$/.test(entry.name) || /(?<!_test)\.go$/.test(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
