import type { ImageNeed } from './image-need';
import type { Recipe } from './recipe';
import { imageTag } from './reference';

/** In what the content of an image is not what its name says; undefined if it is. */
export function differenceFromName(
  { name, content }: ImageNeed,
  recipe: Pick<Recipe, 'version' | 'description'>,
): string | undefined {
  // The digest says no more than the tag, in many more letters.
  const is = `${name.replace(/@.*/, '')} is ${recipe.description}`;
  if (content === 'pause' || content === 'sample-application') {
    return name.startsWith(ownRegistry) ? undefined : is;
  }
  // Of `1.27-alpine` or `v0.16.1` the numbers; a tag without numbers promises no version.
  const promised = /^v?(\d+(\.\d+)*)/.exec(imageTag(name) ?? '')?.[1];
  const same = promised === undefined || recipe.version === promised || recipe.version?.startsWith(`${promised}.`);
  return same ? undefined : is;
}

/** Images that exist in the lab alone are what they say. */
export const ownRegistry = 'anycast-mec.lab/';
