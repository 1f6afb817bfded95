import type { z } from 'zod';
import type { Progress, ProgressLine } from '../model/progress';
import type { RunningLab } from '../model/running-lab';

/** Something that can be asked of a running lab from outside: one a file, listed in `calls/index.ts`. */
export interface LabCall<Input, Result> {
  readonly name: string;
  /** What is accepted. */
  readonly input: z.ZodType<Input>;
  /**
   * Does it. The result must be JSON.
   *
   * @param progress lines that whoever asked sees at once
   * @param signal is aborted when whoever asked has gone
   */
  run(lab: RunningLab, input: Input, progress: Progress, signal: AbortSignal): Promise<Result>;
}

/** Declares a call, with its types kept. */
export function labCall<Input, Result>(call: LabCall<Input, Result>): LabCall<Input, Result> {
  return call;
}

/** A line of the answer to a call, one JSON document each. An error of usage is whoever asked's own. */
export type AnswerLine = ProgressLine | { readonly result: unknown } | { readonly error: string; readonly isUsage?: true };
