export { ConstructTree } from './construct-tree';
export type { ConstructTreeArgs } from './construct-tree';
export type { Aliases } from './bridge/aliases';
export { Manifest } from './bridge/manifest';
export { asString, OutputResolver } from './bridge/outputs';
export type { BridgeOptions } from './bridge/register';
export { aliasesBetween, aliasSnippet } from './names/alias-snippet';
export type { ResourceNames } from './names/alias-snippet';
export { frozenNames, NamesChangedError } from './names/frozen-names';
