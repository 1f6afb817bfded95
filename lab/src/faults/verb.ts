import type { RunningLab, Undo } from '../model/running-lab';
import type { FaultRequest, VerbSummary } from '../model/fault-desk';

/** What a verb does. */
export interface Injection {
  /**
   * Remembers how to take back what is done next: called before it is done. On an error everything remembered is undone, the last
   * first.
   */
  undo(what: Undo): void;
}

/** A verb, one a file. */
export interface FaultVerb extends VerbSummary {
  /** Whether it takes something down that BFD watches. Where it does not, a BFD session that ends meanwhile makes a trial invalid. */
  readonly endsBfd: boolean;
  /**
   * Looks up the target and prepares everything slow; changes nothing.
   *
   * @returns what is done when the moment comes, and in words
   * @throws Error if there is no such target or this lab cannot do it
   */
  prepare(lab: RunningLab, request: FaultRequest): Promise<PreparedFault>;
}

/** A fault, ready to happen. */
export interface PreparedFault {
  /** What is going to be done, in words. */
  readonly detail: string;
  /** Does it. */
  inject(injection: Injection): Promise<void>;
}
