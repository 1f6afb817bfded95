import { milliseconds, rounded } from '../durations';
import { baseline, oldBaseline } from '../baseline';

/** Timing of a probe with every default filled in, ms. */
export interface ProbeTiming {
  readonly everyMs: number;
  readonly inDoubtMs: number;
  readonly timeoutMs: number;
  readonly fall: number;
  readonly hardFall: number;
  readonly rise: number;
}

/** What a profile says of everything that is not given. */
export interface Profile extends ProbeTiming {
  /** Share by which the steady interval varies. */
  readonly jitter: number;
  /** Whether a connection is held open where the kind of probe has one. */
  readonly hold: boolean;
  /** Whether a refusal is confirmed by a probe at once, instead of at the next interval. */
  readonly confirmHard: boolean;
}

/** Names of the profiles. */
export const profileNames = ['normal', 'fast', baseline] as const;
/** See {@link profileNames}. */
export type ProfileName = (typeof profileNames)[number];
/** What a profile may be called: its name, or an old one. */
export const givenProfiles = [...profileNames, oldBaseline] as const;
/** See {@link givenProfiles}. */
export type GivenProfile = (typeof givenProfiles)[number];

const quick = { fall: 3, hardFall: 2, rise: 3, jitter: 0.1, hold: true, confirmHard: true } as const;

/**
 * The profiles. `baseline` is Algorithm 1 of the publication that the project began with: no difference between kinds of failure, no faster
 * probes in doubt.
 */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  normal: { everyMs: 100, inDoubtMs: 50, timeoutMs: 300, ...quick },
  fast: { everyMs: 50, inDoubtMs: 50, timeoutMs: 80, ...quick },
  baseline: {
    everyMs: 100,
    inDoubtMs: 100,
    timeoutMs: 100,
    fall: 3,
    hardFall: 3,
    rise: 1,
    jitter: 0,
    hold: false,
    confirmHard: false,
  },
};

/** A profile by its name, or by an old one. */
export function profileOf(given: GivenProfile): Profile {
  return profiles[given === oldBaseline ? baseline : given];
}

/** No probe more often than this, ms: below it the agent measures itself. */
export const shortestIntervalMs = 10;

/** Longest deadline of a probe, ms: the time in which it is made so often that it counts as a failure. */
export function longestTimeoutMs({ everyMs, fall }: Pick<ProbeTiming, 'everyMs' | 'fall'>): number {
  return rounded(everyMs * fall);
}

/** What is given of a timing. */
export interface TimingGiven {
  readonly profile?: GivenProfile | undefined;
  readonly every?: string | undefined;
  readonly inDoubt?: string | undefined;
  readonly timeout?: string | undefined;
  readonly fall?: number | undefined;
  readonly hardFall?: number | undefined;
  readonly rise?: number | undefined;
}

/** Fills in a timing. */
export function probeTiming({ profile = 'normal', every, inDoubt, timeout, ...counts }: TimingGiven): ProbeTiming {
  const base = profileOf(profile);
  const everyMs = every === undefined ? base.everyMs : milliseconds(every);
  const fall = counts.fall ?? base.fall;
  return {
    everyMs,
    inDoubtMs: inDoubt === undefined ? Math.min(base.inDoubtMs, everyMs) : milliseconds(inDoubt),
    // Who asks more often than the profile waits no longer than fits.
    timeoutMs: timeout === undefined ? Math.min(base.timeoutMs, longestTimeoutMs({ everyMs, fall })) : milliseconds(timeout),
    fall,
    hardFall: counts.hardFall ?? Math.min(base.hardFall, fall),
    rise: counts.rise ?? base.rise,
  };
}

/** The default of a field, for its description: `default 3`, or `default 3, baseline 1` where profiles differ. */
export function byProfile(
  field: 'everyMs' | 'inDoubtMs' | 'timeoutMs' | 'fall' | 'hardFall' | 'rise' | 'jitter',
  unit = '',
): string {
  const [first, ...others] = profileNames;
  const base = profiles[first][field];
  const different = others.filter((name) => profiles[name][field] !== base);
  return [`default ${base}${unit}`, ...different.map((name) => `${name} ${profiles[name][field]}${unit}`)].join(', ');
}
