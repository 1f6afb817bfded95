import type { Change } from './changed';

/** A practice, and models of routers that follow it and do not: changes of those of the example dual-homed. */
export interface Case {
  readonly id: string;
  /** What breaks it, with what is said then and where. */
  readonly broken: readonly (readonly [what: string, change: Change, lack: RegExp, where: string])[];
  /** What must be changed for it to be followed everywhere. @default - nothing */
  readonly mended?: Change;
}
