import type { timeMark } from '../../contract/durations';
import type { sizeMark } from '../../contract/kubernetes';

/** A length of time as a program has it: a `Duration` of cdk8s, of any version and copy of it. */
export interface DurationLike {
  toMilliseconds(options?: { readonly integral?: boolean }): number;
}

/** An amount of storage as a program has it: a `Size` of cdk8s, of any version and copy of it. */
export interface SizeLike {
  toKibibytes(options?: { readonly rounding?: number }): number;
}

/** A description as a program may give it: wherever it has a time, a {@link DurationLike}, too, and a {@link SizeLike} wherever it has a size. */
export type Given<T> = T extends string
  ? typeof timeMark extends keyof T
    ? T | DurationLike
    : typeof sizeMark extends keyof T
      ? T | SizeLike
      : T
  : T extends object
    ? { [Key in keyof T]: Given<T[Key]> }
    : T;

/** The same in words: what {@link described} makes of it. */
export type Described<T> = T extends DurationLike | SizeLike
  ? never
  : T extends string
    ? T
    : T extends object
      ? { [Key in keyof T]: Described<T[Key]> }
      : T;

/**
 * Writes what a program gave as text, as a file has it: `Duration.millis(50)` is `50ms`, `Size.mebibytes(64)` is `64Mi`. What text cannot say
 * (a fraction of a KiB, a time without end) the schema refuses then, as it refuses text. What has neither in it is returned as it is.
 */
export function described<T>(given: T): Described<T> {
  return withText(given) as Described<T>;
}

/** @param above what it stands in: what holds itself is for the schema to refuse */
function withText(given: unknown, above: readonly object[] = []): unknown {
  if (typeof given !== 'object' || given === null || above.includes(given)) return given;
  if (isDuration(given)) return `${given.toMilliseconds({ integral: false })}ms`;
  if (isSize(given)) return sizeText(given.toKibibytes({ rounding: unrounded }));
  const here = [...above, given];
  if (Array.isArray(given))
    return same(
      given,
      given.map((entry) => withText(entry, here)),
    );
  if (Object.getPrototypeOf(given) !== Object.prototype) return given;
  const entries = Object.entries(given);
  const written = entries.map(([, value]) => withText(value, here));
  return written.every((value, index) => value === entries[index]?.[1])
    ? given
    : Object.fromEntries(entries.map(([key], index) => [key, written[index]]));
}

/** The list that was given, unless something in it became another value: what is made of one value is made once. */
function same(given: readonly unknown[], written: readonly unknown[]): readonly unknown[] {
  return written.every((value, index) => value === given[index]) ? given : written;
}

function isDuration(value: object): value is DurationLike {
  return 'toMilliseconds' in value && typeof value.toMilliseconds === 'function';
}

function isSize(value: object): value is SizeLike {
  return 'toKibibytes' in value && typeof value.toKibibytes === 'function';
}

/** `SizeRoundingBehavior.NONE` of cdk8s. */
const unrounded = 2;

const units = ['Ki', 'Mi', 'Gi', 'Ti'] as const;

/** The amount in the largest unit that holds it whole. */
function sizeText(kibibytes: number): string {
  const [, ...larger] = units;
  let text = `${kibibytes}${units[0]}`;
  let amount = kibibytes;
  for (const unit of larger) {
    amount /= 1024;
    if (!Number.isInteger(amount) || amount === 0) break;
    text = `${amount}${unit}`;
  }
  return text;
}
