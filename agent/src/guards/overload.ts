/** What is known of the load. */
export interface LoadView {
  /** Share of the recent probes that were answered 429. */
  readonly rejectedShare: number;
  /** Whether the limiter's counter of rejected requests grows. */
  readonly limiterRejects: boolean;
}

/** Overload is absorbed: it is an inhibitor of withdrawals and never a cause. */
export function isOverloaded({ rejectedShare, limiterRejects }: LoadView, ratio: number): boolean {
  return limiterRejects || rejectedShare > ratio;
}
