/*
 * What library, agent and lab agree on, each agreement once. Here zod is imported as a namespace (`* as z`): the bundle of the agent leaves
 * out what it does not use, and is half as large.
 */
export * from './agent';
export { milliseconds } from './durations';
export { canonicalAddress } from './texts';
export * from './labels';
export * from './field-managers';
export * from './namespaces';
export * from './ports';
export * from './metrics';
export * from './phases';
export * from './budget-phases';
export * from './manifest-files';
export * from './published';
