export { ownRegistry } from './difference';
export { imageContents } from './image-need';
export type { ImageContent, ImageFile, ImageNeed } from './image-need';
export { imagesFor } from './images-for';
export type { ImageOptions } from './images-for';
export { hasAllOf, knownContent } from './known-content';
export { imageReference } from './reference';
