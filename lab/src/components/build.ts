import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BuildStep } from './build-step';
import { builtFolder, cachedFamily, folderPrefix, removeUnused, unfinishedPrefix } from './cache';
import type { ComponentFamily, ComponentName } from './catalogue';
import { families, programsOf } from './catalogue';
import { ComponentError } from './component-error';
import type { ComponentSet } from './component-set';
import type { ComponentEnvironment } from './environment';
import { componentSet, given } from './component-set';
import { goVersion } from './go';
import { runGoBuild } from './go-build';
import { exclusively } from './lock';

/** What to build. */
export interface BuildOptions {
  /** @default process.env */
  readonly environment?: ComponentEnvironment;
  /** Programs that must be there at the end; their families are built whole. @default - all that a lab runs */
  readonly only?: readonly ComponentName[];
}

/**
 * Builds the programs that are neither given nor built yet, one family after another. What a family made is moved into the cache
 * at once and whole, so that it may be killed at any time; a second builder waits, and finds it done.
 *
 * @throws ComponentError if Go is missing or too old, a module cannot be fetched, or Go refuses the sources
 */
export async function buildComponents(
  options: BuildOptions = {},
  progress: (step: BuildStep) => void = () => undefined,
): Promise<ComponentSet> {
  const environment = options.environment ?? process.env;
  const ready = await given(environment);
  for (const family of families) {
    const wanted = programsOf(family).filter((name) => !ready.has(name) && (options.only?.includes(name) ?? !family.onDemand));
    if (wanted.length === 0 || (await cachedFamily(family, environment))) {
      progress({ family: family.name, state: 'have' });
      continue;
    }
    const wait = () => progress({ family: family.name, state: 'wait' });
    await exclusively(builtFolder(environment), wait, () => buildFamily(family, environment, progress));
  }
  return componentSet(environment);
}

async function buildFamily(
  family: ComponentFamily,
  environment: ComponentEnvironment,
  progress: (step: BuildStep) => void,
): Promise<void> {
  if (await cachedFamily(family, environment)) {
    progress({ family: family.name, state: 'have' });
    return;
  }
  const version = await goVersion(environment.PATH);
  if (version === undefined) {
    throw new ComponentError(
      `${programsOf(family).join(', ')}: not built, and there is no 'go' in PATH to build them; remedy: install Go 1.26 or later, or name a folder that has the programs in ANYCAST_MEC_COMPONENTS`,
    );
  }
  const begin = process.hrtime.bigint();
  const folder = join(builtFolder(environment), (await folderPrefix(family)) + version);
  const unfinished = join(builtFolder(environment), unfinishedPrefix + basename(folder));
  await removeUnused(builtFolder(environment));
  progress({ family: family.name, state: 'begin', programs: programsOf(family) });
  await mkdir(unfinished, { recursive: true });
  try {
    await runGoBuild(family, unfinished, environment, progress);
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  progress({ family: family.name, state: 'end', seconds: Number(process.hrtime.bigint() - begin) / 1e9 });
}
