export { readText } from './json-request';
export type { ReadText } from './json-request';
export { OtherSites } from './other-sites';
export type { Outside } from './outside-view';
