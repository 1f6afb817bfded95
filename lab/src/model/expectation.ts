/** Something that the fleet predicts and that can be looked at while it runs. */
export interface Expectation {
  /** What is expected, such as `mec-1/border-1: sessions`. */
  readonly name: string;
  /** What differs now, as lines; none: it holds. */
  check(): Promise<readonly string[]>;
}
