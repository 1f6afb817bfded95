import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComponentSet } from '../components';
import { cacheFolder, componentSet } from '../components';
import { bfdd } from './bfdd';
import { frr } from './frr';
import { differenceFromName } from './difference';
import { coredns, metallbController, metallbFrrSpeaker, metallbSpeaker, pause, sampleApplication } from './go-program';
import { imageOf, writeImage } from './image';
import type { ImageContent, ImageFile, ImageNeed } from './image-need';
import type { Layer } from './layer';
import { layerOf } from './layer';
import { machineFile } from './machine-files';
import { nginx } from './nginx';
import { node } from './node';
import type { Recipe, RecipeMaker } from './recipe';
import { imageReference } from './reference';

/** Where images are made of what. */
export interface ImageOptions {
  /** @default - those of `componentSet()` */
  readonly components?: ComponentSet;
  /** Folder of the image files. @default - `images` in the user's cache folder */
  readonly folder?: string;
}

const makers: Readonly<Record<ImageContent, RecipeMaker>> = {
  pause,
  'metallb-controller': metallbController,
  'metallb-speaker': metallbSpeaker,
  'metallb-frr-speaker': metallbFrrSpeaker,
  coredns,
  bfdd,
  frr,
  nginx,
  node,
  'sample-application': sampleApplication,
};

/** Image files that nobody asked for in this time are removed, ms: each change of a program makes new ones. */
const keptMs = 14 * 24 * 3600 * 1000;
const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Makes the images that manifests name, from built programs and from files of this machine, without a registry. An image that is
 * there already is not written again; the same needs and files give the same bytes.
 *
 * @returns one file for each need, in their order
 * @throws ComponentError if a program or a Debian package that an image needs is missing
 */
export async function imagesFor(needs: readonly ImageNeed[], options: ImageOptions = {}): Promise<ImageFile[]> {
  const folder = options.folder ?? join(cacheFolder(), 'images');
  const components = options.components ?? (await componentSet());
  await mkdir(folder, { recursive: true });
  await removeOld(folder);
  const recipes = new Map<ImageContent, Promise<Recipe>>();
  const layers = new Map<string, Promise<Layer>>();
  const once = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
    const value = map.get(key) ?? make();
    map.set(key, value);
    return value;
  };
  const files: ImageFile[] = [];
  for (const need of needs) {
    const recipe = await once(recipes, need.content, () => makers[need.content](components));
    const entries = await layersOf(recipe, need);
    const made = await Promise.all(entries.map((layer) => once(layers, JSON.stringify(layer), () => layerOf(layer))));
    const { entrypoint, user } = recipe;
    const image = imageOf(made, { env: { PATH: searchPath, ...need.env }, entrypoint, ...(user !== undefined && { user }) });
    const reference = imageReference(need.name);
    const path = join(folder, `${fileName(reference)}-${image.manifest.digest.slice(7, 27)}.tar`);
    if (await stat(path).catch(() => undefined)) await utimes(path, new Date(), new Date());
    else await writeImage(image, reference, path);
    const difference = differenceFromName(need, recipe);
    files.push({
      name: need.name,
      reference,
      content: need.content,
      path,
      digest: image.manifest.digest,
      contentVersion: recipe.description,
      ...(difference !== undefined && { differsFromName: difference }),
    });
  }
  return files;
}

/** The layers of a recipe, and one with the name under which the manifest runs its program. */
async function layersOf(recipe: Recipe, need: ImageNeed): Promise<Recipe['layers']> {
  if (need.program === undefined || need.program === recipe.program) return recipe.layers;
  const path = need.program.startsWith('/') ? need.program : `/usr/local/bin/${need.program}`;
  // Through machineFile for its folder, which may be a link.
  const { path: placed } = await machineFile('/', path);
  return [...recipe.layers, [{ kind: 'link', path: placed, target: recipe.program }]];
}

function fileName(reference: string): string {
  return reference.replace(/[^\w.-]+/g, '_');
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const file = await stat(path).catch(() => undefined);
    if (file?.isFile() && Date.now() - file.mtimeMs > keptMs) await rm(path, { force: true });
  }
}
