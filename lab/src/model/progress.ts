/** A step of a long call, as a line that people and programs read. */
export interface ProgressLine {
  /** Name of the step, such as `network`, `routers`, `sessions`. */
  readonly phase: string;
  readonly state: 'begin' | 'end' | 'wait' | 'fail' | 'note';
  /** Since the step began, ms. */
  readonly ms?: number;
  /** What is waited for, what failed, what is to be known. */
  readonly detail?: string;
}

/** Takes progress. */
export type Progress = (line: ProgressLine) => void;

/** Does a step: says when it begins, ends or fails, and how long it took. */
export async function phase<T>(progress: Progress, name: string, body: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const ms = () => Math.round(performance.now() - begin);
  progress({ phase: name, state: 'begin' });
  try {
    const result = await body();
    progress({ phase: name, state: 'end', ms: ms() });
    return result;
  } catch (error) {
    progress({ phase: name, state: 'fail', ms: ms(), detail: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
