import * as fc from 'fast-check';
import { timeBetween } from './any-times';

/** The timing of a probe, ms. */
export interface Timing {
  readonly everyMs: number;
  readonly inDoubtMs: number;
  readonly timeoutMs: number;
  readonly fall: number;
  readonly hardFall: number;
  readonly rise: number;
  /** Share by which the interval varies. */
  readonly jitter: number;
}

/** What the guide of the agent says of each profile: written again, so that a change of the contract is seen. */
const profiles = {
  normal: { everyMs: 100, inDoubtMs: 50, timeoutMs: 300, fall: 3, hardFall: 2, rise: 3, jitter: 0.1 },
  fast: { everyMs: 50, inDoubtMs: 50, timeoutMs: 80, fall: 3, hardFall: 2, rise: 3, jitter: 0.1 },
  baseline: { everyMs: 100, inDoubtMs: 100, timeoutMs: 100, fall: 3, hardFall: 3, rise: 1, jitter: 0 },
  thesis: { everyMs: 100, inDoubtMs: 100, timeoutMs: 100, fall: 3, hardFall: 3, rise: 1, jitter: 0 },
} as const;
type Profile = keyof typeof profiles;

/** Probes are at least and at most so far apart, and a probe waits at most so long, ms. */
const [leastMs, mostMs, longestMs] = [10, 3_600_000, 86_400_000];

/** A timing as it is written in a fleet and in the settings of an agent, and what it comes to. */
export interface WrittenTiming {
  readonly health: Readonly<Record<string, string | number>>;
  readonly settings: Readonly<Record<string, string | number>>;
  /** With the settings, as the first probe of a service has them. */
  readonly probe: Timing;
  /** Without them, as further checks are made. */
  readonly check: Timing;
}

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });
const count = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(1000));

/** Every field given or not, in every unit; what is given fits. */
export const anyTiming: fc.Arbitrary<WrittenTiming> = fc
  .record({
    profile: maybe(fc.constantFrom(...(Object.keys(profiles) as Profile[]))),
    every: maybe(fc.oneof(timeBetween(leastMs, 1000), timeBetween(leastMs, mostMs))),
    fall: maybe(count),
    rise: maybe(count),
    jitter: maybe(fc.constantFrom(0, 0.25, 0.5)),
  })
  .chain(({ profile, every, fall, rise, jitter }) => {
    const base = profiles[profile ?? 'normal'];
    const everyMs = every?.ms ?? base.everyMs;
    const falls = fall ?? base.fall;
    const most = Math.min(everyMs * falls, longestMs);
    return fc
      .record({
        timeout: maybe(timeBetween(leastMs, most)),
        inDoubt: maybe(timeBetween(leastMs, everyMs)),
        hardFall: maybe(fc.integer({ min: 1, max: falls })),
      })
      .map(({ timeout, inDoubt, hardFall }): WrittenTiming => {
        const check: Timing = {
          everyMs,
          inDoubtMs: Math.min(base.inDoubtMs, everyMs),
          timeoutMs: timeout?.ms ?? Math.min(base.timeoutMs, everyMs * falls),
          fall: falls,
          hardFall: Math.min(base.hardFall, falls),
          rise: rise ?? base.rise,
          jitter: base.jitter,
        };
        return {
          health: onlyGiven({ profile, every: every?.text, timeout: timeout?.text, fall, rise }),
          settings: onlyGiven({ inDoubt: inDoubt?.text, hardFall, jitter }),
          check,
          probe: { ...check, ...onlyGiven({ inDoubtMs: inDoubt?.ms, hardFall, jitter }) },
        };
      });
  });

function onlyGiven<T>(fields: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, T] => field[1] !== undefined));
}

/** How fast a VIP moves, as it is written in the settings of an agent, and what it comes to, ms. */
export interface WrittenMove {
  readonly timing: Readonly<Record<string, string | number>>;
  readonly guards: Readonly<Record<string, string | number>>;
  readonly expected: Readonly<Record<string, number | string>>;
}

const defaults = {
  drain: 500,
  hardDrain: undefined,
  verify: 500,
  holdDown: 10_000,
  holdDownMax: 300_000,
  flapWindow: 600_000,
} as const;
const guardDefaults = { tieBreak: 300, lookTimeout: 300 } as const;

/** Settings of which each is given or not. */
export const anyMove: fc.Arbitrary<WrittenMove> = fc
  .record({
    times: fc.record({
      drain: maybe(timeBetween(0, 60_000)),
      hardDrain: maybe(timeBetween(0, 60_000)),
      verify: maybe(timeBetween(0, 60_000)),
      holdDown: maybe(timeBetween(0, 300_000)),
      holdDownMax: maybe(timeBetween(300_000, longestMs)),
      flapWindow: maybe(timeBetween(0, longestMs)),
    }),
    guards: fc.record({ tieBreak: maybe(timeBetween(0, 10_000)), lookTimeout: maybe(timeBetween(0, 10_000)) }),
    maxFailures: maybe(fc.integer({ min: 1, max: 20 })),
    lastSite: maybe(fc.constantFrom('hold', 'off')),
  })
  .map(({ times, guards, maxFailures, lastSite }) => ({
    timing: { ...textsOf(times), ...(maxFailures !== undefined && { maxFailures }) },
    guards: { ...textsOf(guards), ...(lastSite !== undefined && { lastSite }) },
    expected: {
      ...msOf(times, defaults),
      ...msOf(guards, guardDefaults),
      maxFailures: maxFailures ?? 6,
      lastSite: lastSite ?? 'hold',
    },
  }));

type Times = Readonly<Record<string, { readonly text: string; readonly ms: number } | undefined>>;

function textsOf(times: Times): Record<string, string> {
  return Object.fromEntries(Object.entries(times).flatMap(([name, time]) => (time ? [[name, time.text]] : [])));
}

function msOf(times: Times, absent: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(times).flatMap(([name, time]) => {
      const ms = time?.ms ?? absent[name];
      return ms === undefined ? [] : [[`${name}Ms`, ms]];
    }),
  );
}
