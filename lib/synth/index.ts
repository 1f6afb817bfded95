export { MecApp } from './mec-app';
export type { MecAppOptions, SynthResult } from './mec-app';
export type { SiteProgram } from './fleet-files';
export type { OutputFile } from './output/output-file';
export { UnknownSiteError } from './site-choice';
export { synthesize } from './fleet-program';
export type { SynthRequest } from './fleet-program';
