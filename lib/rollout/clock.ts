/** Time, so that tests need none. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  /** The time of day, for the journal. */
  date(): Date;
  wait(ms: number): Promise<void>;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
