import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cachedFamily } from './cache';
import type { ComponentName } from './catalogue';
import { componentNames, families, programsOf } from './catalogue';
import { ComponentError } from './component-error';
import type { ComponentEnvironment } from './environment';

/** Which programs are there, ready to run. */
export interface ComponentSet {
  /** Absolute path of each program that is there. */
  readonly have: ReadonlyMap<ComponentName, string>;
  /** Programs that are neither given nor built. */
  readonly missing: readonly ComponentName[];
  /** Why some are missing, and what to do; absent if nothing is missing. */
  readonly reason?: string;
}

const ofKubebuilder: readonly ComponentName[] = ['etcd', 'kube-apiserver', 'kubectl'];

/**
 * Finds the programs: those of `ANYCAST_MEC_COMPONENTS`, then of `KUBEBUILDER_ASSETS`, then those built by `make components`.
 *
 * @throws ComponentError if a folder that is named in the environment does not exist
 */
export async function componentSet(environment: ComponentEnvironment = process.env): Promise<ComponentSet> {
  const have = new Map<ComponentName, string>();
  for (const [name, path] of await given(environment)) have.set(name, path);
  for (const family of families) {
    const lacking = programsOf(family).filter((name) => !have.has(name));
    if (lacking.length === 0) continue;
    const folder = await cachedFamily(family, environment);
    if (folder === undefined) continue;
    for (const name of lacking) {
      const path = join(folder, name);
      if (await runnable(path)) have.set(name, path);
    }
  }
  const onDemand = families.filter((family) => family.onDemand).flatMap(programsOf);
  const missing = componentNames.filter((name) => !have.has(name) && !onDemand.includes(name));
  if (missing.length === 0) return { have, missing };
  const reason = `not built: ${missing.join(', ')}; remedy: 'make components' (once, about 15 minutes on two cores), or name a folder that has them in ANYCAST_MEC_COMPONENTS`;
  return { have, missing, reason };
}

/** Programs from the folders that the environment names; the first folder wins. */
export async function given(environment: ComponentEnvironment): Promise<Map<ComponentName, string>> {
  const found = new Map<ComponentName, string>();
  const places = [
    { variable: 'ANYCAST_MEC_COMPONENTS', folder: environment.ANYCAST_MEC_COMPONENTS, names: componentNames },
    { variable: 'KUBEBUILDER_ASSETS', folder: environment.KUBEBUILDER_ASSETS, names: ofKubebuilder },
  ];
  for (const { variable, folder, names } of places) {
    if (!folder) continue;
    if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
      throw new ComponentError(`${variable} = '${folder}': no such folder; allowed: a folder with ${names.join(', ')}`);
    }
    for (const name of names) {
      const path = resolve(folder, name);
      if (!found.has(name) && (await runnable(path))) found.set(name, path);
    }
  }
  return found;
}

/** Whether a file is there that this user may run. */
async function runnable(path: string): Promise<boolean> {
  const isFile = (await stat(path).catch(() => undefined))?.isFile() ?? false;
  return (
    isFile &&
    (await access(path, constants.X_OK).then(
      () => true,
      () => false,
    ))
  );
}
