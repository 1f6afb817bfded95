import { monotonicNs } from '../probes/schedule';

/** The same moment on two clocks. */
export interface ClockPair {
  /** CLOCK_REALTIME, ns. */
  readonly wallNs: bigint;
  /** CLOCK_MONOTONIC, ns. */
  readonly monotonicNs: bigint;
}

/** How often the pair is taken; the best one counts. */
const tries = 5;

/**
 * Samples both clocks. `Date.now()` has a grain of 1 ms, so the moment at which it ticks is looked for; of several tries the one
 * with the shortest time between two looks is taken.
 */
export function clockPair(): ClockPair {
  let best: { pair: ClockPair; errorNs: bigint } | undefined;
  for (let count = 0; count < tries; count++) {
    const first = Date.now();
    let before = monotonicNs();
    for (;;) {
      const wall = Date.now();
      const after = monotonicNs();
      if (wall !== first) {
        const errorNs = after - before;
        const pair = { wallNs: BigInt(wall) * 1_000_000n, monotonicNs: after };
        if (!best || errorNs < best.errorNs) best = { pair, errorNs };
        break;
      }
      before = after;
    }
  }
  return best?.pair ?? { wallNs: BigInt(Date.now()) * 1_000_000n, monotonicNs: monotonicNs() };
}

/** A moment of the wall clock on the monotonic one, ns. */
export function toMonotonicNs(wallNs: bigint, pair: ClockPair): bigint {
  return wallNs - pair.wallNs + pair.monotonicNs;
}

/**
 * How far the wall clock moved against the monotonic one between two pairs, ms: what wall-clock times may be wrong by.
 */
export function driftMs(start: ClockPair, end: ClockPair): number {
  return Number(end.wallNs - start.wallNs - (end.monotonicNs - start.monotonicNs)) / 1e6;
}
