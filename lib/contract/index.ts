/** What library, agent and lab agree on, each agreement once. */
export * from './agent';
export { milliseconds } from './durations';
export * from './labels';
export * from './namespaces';
export * from './ports';
export * from './metrics';
export * from './phases';
export * from './budget-phases';
export * from './manifest-files';
