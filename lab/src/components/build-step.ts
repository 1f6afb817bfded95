import type { ComponentName } from './catalogue';

/** One step of a build, for whoever shows progress. */
export type BuildStep =
  | { readonly family: string; readonly state: 'have' }
  /** Another process builds; this one waits for it. */
  | { readonly family: string; readonly state: 'wait' }
  | { readonly family: string; readonly state: 'begin'; readonly programs: readonly ComponentName[] }
  /** Go packages compiled so far. Packages that Go has compiled before are not among them, so `of` may not be reached. */
  | { readonly family: string; readonly state: 'compile'; readonly packages: number; readonly of: number }
  /** Modules fetched so far. */
  | { readonly family: string; readonly state: 'fetch'; readonly modules: number }
  | { readonly family: string; readonly state: 'end'; readonly seconds: number };
