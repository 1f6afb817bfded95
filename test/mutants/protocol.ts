/** Tests of one suite, by their places. */
export interface Part {
  readonly suite: string;
  readonly tests: readonly number[];
}

/** A mutant to run. */
export interface Trial {
  readonly id: string;
  /** Its source file: the only one that has its mutants inside then. */
  readonly file: string;
  /** Tests in the order in which they are tried. */
  readonly parts: readonly Part[];
  /** How often the mutant may be come by in one test before it is taken for a loop without end. */
  readonly hits: number;
}

/** What a worker is asked. `code` names the file that holds all instrumented code. */
export type Question =
  | { readonly ask: 'observe'; readonly code: string; readonly suite: string }
  | { readonly ask: 'try'; readonly code: string; readonly trial: Trial };

/** One test as it runs without an active mutant. */
export interface Observed {
  readonly name: string;
  /** Processor time, ms. */
  readonly ms: number;
  readonly failure?: string;
  /** How often it came by each mutant. */
  readonly hits: Readonly<Record<string, number>>;
}

/** What a worker answers; `alive` comes between, so that one that hangs is seen. */
export type Answer =
  | { readonly answer: 'alive' }
  | { readonly answer: 'observed'; readonly tests: readonly Observed[]; readonly atLoad: Readonly<Record<string, number>> }
  | { readonly answer: 'tried'; readonly killedBy: string | undefined };
