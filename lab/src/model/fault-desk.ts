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

/** Where faults are done, known and taken back. */
export interface FaultDesk {
  /** Faults that are there now. */
  active(): InjectedFault[];
  /**
   * Does a fault.
   *
   * @throws UsageError if verb or target do not exist; Error if something fails, after everything done was undone
   */
  inject(request: FaultRequest): Promise<InjectedFault>;
  /** Prepares a fault; the result does it at once when called: for measurements that choose the moment. */
  prepare(request: FaultRequest): Promise<() => Promise<InjectedFault>>;
  /** Takes a fault back. @throws UsageError if there is none of this id */
  heal(id: string): Promise<HealedFault>;
  /** Takes all back, the last first. */
  healAll(): Promise<HealedFault[]>;
}
