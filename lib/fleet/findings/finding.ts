/** How much a finding matters: an error stops everything, a warning is printed. */
export type Severity = 'error' | 'warning';

/** Something in the description that is wrong, or that its operator should know. */
export interface Finding {
  /** Id of the rule, or `schema`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Where: path in the description (`sites.mec-2.as`) or of a construct. */
  readonly path: string;
  /** The value seen. */
  readonly value?: unknown;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What is allowed. */
  readonly allowed: string;
  /** How to mend it. */
  readonly remedy: string;
  /** The reason given by the operator, if the finding was acknowledged; it counts no more then. */
  readonly acknowledged?: string;
}
