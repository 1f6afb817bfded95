export { buildComponents } from './build';
export type { BuildOptions } from './build';
export type { BuildStep } from './build-step';
export { componentNames, componentsFolder, versions } from './catalogue';
export type { ComponentName } from './catalogue';
export { ComponentError } from './component-error';
export { componentSet } from './component-set';
export type { ComponentSet } from './component-set';
export type { ComponentEnvironment } from './environment';
