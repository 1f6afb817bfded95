import { bfddPath } from './bfdd';
import type { ImageContent } from './image-need';

/** Repositories of images that the library's manifests, MetalLB's manifest and the lab name, by what they hold. */
const known: readonly (readonly [RegExp, ImageContent])[] = [
  [/(^|\/)pause$/, 'pause'],
  [/(^|\/)metallb\/controller$/, 'metallb-controller'],
  [/(^|\/)metallb\/speaker$/, 'metallb-frr-speaker'],
  [/(^|\/)coredns$/, 'coredns'],
  [/(^|\/)frrouting\/frr$/, 'frr'],
  [/(^|\/)(nginx|nginx-unprivileged)$/, 'nginx'],
  [/^(docker\.io\/)?(library\/)?node$/, 'node'],
];

/** Images of which most containers need a part alone: the whole is named by what runs in it. */
const parts: readonly (readonly [whole: ImageContent, part: ImageContent, isPart: (program?: string) => boolean])[] = [
  ['frr', 'bfdd', (program) => program === bfddPath],
  ['metallb-frr-speaker', 'metallb-speaker', (program) => program === undefined || program === '/speaker'],
];

/**
 * What is to be in an image of this name; undefined for the operators' own, in whose place the sample application stands.
 *
 * @param program that its container runs. @default - the image's own
 */
export function knownContent(name: string, program?: string): ImageContent | undefined {
  const repository = name.replace(/@.*$/, '').replace(/:[\w.-]+$/, '');
  const content = known.find(([pattern]) => pattern.test(repository))?.[1];
  const [, part] = parts.find(([whole, , isPart]) => whole === content && isPart(program)) ?? [];
  return part ?? content;
}

/** Whether a content has all that another one has. */
export function hasAllOf(content: ImageContent | undefined, other: ImageContent): boolean {
  return content === other || parts.some(([whole, part]) => whole === content && part === other);
}
