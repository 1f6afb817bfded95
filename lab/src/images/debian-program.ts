import { posix } from 'node:path';
import { ComponentError } from '../components';
import type { LayerEntry } from './layer';
import { librariesOf, machineFile, mergedFolders, packageVersion } from './machine-files';
import { ground } from './recipe';

/** Programs of the machine, with the libraries that they load, as layers. */
export async function machineLayers(
  programs: readonly { readonly source: string; readonly path: string }[],
  more: readonly LayerEntry[] = [],
): Promise<LayerEntry[][]> {
  const own = await Promise.all(programs.map(({ source, path }) => machineFile(source, path)));
  const libraries = new Set((await Promise.all(programs.map(({ source }) => librariesOf(source)))).flat());
  const files = await Promise.all([...libraries].map((library) => machineFile(library)));
  return [
    [...ground],
    // By itself, so that all images share it.
    [...(await mergedFolders()), ...files.filter(({ path }) => everywhere.test(posix.basename(path)))],
    [...own, ...files.filter(({ path }) => !everywhere.test(posix.basename(path))), ...more],
  ];
}

/** Of the C library what every dynamic program loads. */
const everywhere = /^(ld-|libc\.so)/;

/**
 * Version of an installed Debian package.
 *
 * @returns as Debian writes it, and as its project does
 * @throws ComponentError if it is not installed
 */
export async function debianVersion(name: string): Promise<{ debian: string; upstream: string }> {
  const debian = await packageVersion(name);
  if (debian === undefined) {
    throw new ComponentError(
      `an image needs the Debian package ${name}, which is not installed; remedy: 'make setup' installs it`,
    );
  }
  return { debian, upstream: debian.replace(/^\d+:/, '').replace(/[-+~].*$/, '') };
}
