import type { ImageContent } from './image-need';

/** Repositories of images that the library's manifests, MetalLB's manifest and the lab name, by what they hold. */
const known: readonly (readonly [RegExp, ImageContent])[] = [
  [/(^|\/)pause$/, 'pause'],
  [/(^|\/)metallb\/controller$/, 'metallb-controller'],
  [/(^|\/)metallb\/speaker$/, 'metallb-speaker'],
  [/(^|\/)coredns$/, 'coredns'],
  [/(^|\/)frrouting\/frr$/, 'bfdd'],
  [/(^|\/)(nginx|nginx-unprivileged)$/, 'nginx'],
  [/^(docker\.io\/)?(library\/)?node$/, 'node'],
];

/** What is to be in an image of this name; undefined for the operators' own, in whose place the sample application stands. */
export function knownContent(name: string): ImageContent | undefined {
  const repository = name.replace(/@.*$/, '').replace(/:[\w.-]+$/, '');
  return known.find(([pattern]) => pattern.test(repository))?.[1];
}
