import type { RunningLab, Undo } from '../keeper/running-lab';

/** A target and parameters of a fault. */
export interface FaultRequest {
  readonly verb: string;
  /** What it happens to: a node, `node:interface`, a link, a site, or `site/service`. */
  readonly target: string;
  /** Further words, such as `20%`. @default - none */
  readonly options?: readonly string[];
  /** It heals by itself after this time, ms. @default - it stays until it is healed */
  readonly forMs?: number;
}

/** A fault that has happened. Times are CLOCK_MONOTONIC (`process.hrtime.bigint()`), ns, as decimal text. */
export interface InjectedFault {
  /** `f1`, `f2`, ... */
  readonly id: string;
  readonly verb: string;
  readonly target: string;
  readonly options: readonly string[];
  /** Just before the first thing was done. */
  readonly beforeNs: string;
  /** When the last was done. */
  readonly afterNs: string;
  /** What was done, in words. */
  readonly detail: string;
  /** When it heals by itself, if it does: `Date.now()` time, ms. */
  readonly healsAt?: number;
}

/** A fault that was taken back. */
export interface HealedFault extends InjectedFault {
  readonly healBeforeNs: string;
  readonly healAfterNs: string;
}

/** What a verb does. */
export interface Injection {
  /**
   * Remembers how to take back what is done next: called before it is done. On an error everything remembered is undone, the last
   * first.
   */
  undo(what: Undo): void;
}

/** A verb, one a file. */
export interface FaultVerb {
  readonly name: string;
  /** For the help: what it does, in a sentence. */
  readonly summary: string;
  /** What its target is, for the help: `<host>`, `<node:interface | node-node>`. */
  readonly target: string;
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

/** Where faults are done, known and taken back. */
export interface FaultDesk {
  /** Verbs that exist. */
  readonly verbs: readonly FaultVerb[];
  /** Faults that are there now. */
  active(): InjectedFault[];
  /**
   * Does a fault.
   *
   * @throws Error if verb or target do not exist; if something fails, after everything done was undone
   */
  inject(request: FaultRequest): Promise<InjectedFault>;
  /** Prepares a fault; the result does it at once when called: for measurements that choose the moment. */
  prepare(request: FaultRequest): Promise<() => Promise<InjectedFault>>;
  /** Takes a fault back. @throws Error if there is none of this id */
  heal(id: string): Promise<HealedFault>;
  /** Takes all back, the last first. */
  healAll(): Promise<HealedFault[]>;
}
