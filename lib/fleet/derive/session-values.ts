import { milliseconds } from '../../contract/durations';
import type { BfdDescription, TimersDescription } from '../description/timers';
import type { Bfd, Timers } from '../model';

/** Shortest hold time that RFC 4271 section 4.2 allows besides 0, and what MetalLB accepts: 3 s. */
const defaultHoldMs = 3000;
/** 50 ms x 3: measured as the fastest that busy hosts hold without false alarms. */
const defaultBfd: Bfd = Object.freeze({ intervalMs: 50, multiplier: 3 });

/** Timers as described; what is not given comes from `fallback`. */
export function timersOf(description: TimersDescription | undefined, fallback?: Timers): Timers {
  if (!description && fallback) return fallback;
  const holdMs = description?.hold === undefined ? (fallback?.holdMs ?? defaultHoldMs) : milliseconds(description.hold);
  const keepaliveMs =
    description?.keepalive === undefined ? Math.floor(holdMs / 3000) * 1000 : milliseconds(description.keepalive);
  return Object.freeze({ holdMs, keepaliveMs });
}

/** BFD as described, absent where it is off. @default on, 50 ms x 3 */
export function bfdOf(description: BfdDescription | undefined): Bfd | undefined {
  if (description === false) return undefined;
  if (description === undefined || description === true) return defaultBfd;
  return Object.freeze({
    intervalMs: description.interval === undefined ? defaultBfd.intervalMs : milliseconds(description.interval),
    multiplier: description.multiplier ?? defaultBfd.multiplier,
  });
}
