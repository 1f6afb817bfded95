import { InvalidArgumentError } from 'commander';
import { failureIds } from '../availability';
import type { FailureId, TimesByFailure } from '../availability';
import { milliseconds } from '../contract/durations';
import { nearestName } from '../fleet/findings/nearest-name';

/** Longest time between failures, or of a repair, ms: a hundred years of 365 days. */
const longestMs = 36_500 * 86_400_000;

/** Times as an option gives them, ms. */
export interface FailureTimes {
  /** Of every kind of failure that has none of its own. */
  readonly ofAll?: number;
  readonly ofOne: TimesByFailure;
}

/**
 * The value of an option that gives times to kinds of failure: `30d` for all, `host-loss=180d` for one, several separated by commas.
 *
 * @param before what earlier uses of the option said
 * @throws InvalidArgumentError that lists everything that is wrong
 */
export function failureTimes(text: string, before?: FailureTimes): FailureTimes {
  const problems: string[] = [];
  let times: FailureTimes = before ?? { ofOne: {} };
  for (const part of text.split(',')) {
    const [kind, written] = part.includes('=') ? parted(part) : [undefined, part.trim()];
    const ms = timeOf(written);
    if (ms === undefined)
      problems.push(`'${written}' is no time: allowed is one with its unit above 0, such as 30d, 12h or 90s, at most 36500d`);
    else if (kind === undefined) times = { ...times, ofAll: ms };
    else if (isFailure(kind)) times = { ...times, ofOne: { ...times.ofOne, [kind]: ms } };
    if (kind !== undefined && !isFailure(kind)) problems.push(unknownFailure(kind));
  }
  if (problems.length) throw new InvalidArgumentError(`\n  ${problems.join('\n  ')}`);
  return times;
}

/** The time of each kind of failure that was given one; what names a kind goes before what names none. */
export function timesByFailure({ ofAll, ofOne }: FailureTimes = { ofOne: {} }): TimesByFailure {
  return { ...(ofAll !== undefined && Object.fromEntries(failureIds.map((id) => [id, ofAll]))), ...ofOne };
}

function parted(part: string): [kind: string, time: string] {
  const at = part.indexOf('=');
  return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

function isFailure(name: string): name is FailureId {
  return (failureIds as readonly string[]).includes(name);
}

function unknownFailure(name: string): string {
  const nearest = nearestName(name, failureIds);
  const meant = nearest === undefined ? `there are: ${failureIds.join(', ')}` : `did you mean '${nearest}'?`;
  return `there is no kind of failure '${name}'; ${meant}`;
}

/** A time in ms, with days beside the units that fleets have; undefined where it is none, or out of bounds. */
function timeOf(text: string): number | undefined {
  const days = /^(\d+(?:\.\d+)?)d$/.exec(text)?.[1];
  try {
    const ms = days === undefined ? milliseconds(text) : Number(days) * milliseconds('24h');
    return ms > 0 && ms <= longestMs ? ms : undefined;
  } catch {
    return undefined;
  }
}
