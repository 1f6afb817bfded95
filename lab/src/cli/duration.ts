import { milliseconds } from 'anycast-mec/contract';
import { InvalidArgumentError } from 'commander';

/** Longest time that a command takes, ms: a day. */
const longestMs = 86_400_000;

/**
 * The value of an option that is a time, ms: with its unit, or a number of seconds.
 *
 * @throws InvalidArgumentError for anything else, for no time at all and for more than a day
 */
export function duration(text: string): number {
  const ms = msOf(/^\d+(\.\d+)?$/.test(text) ? `${text}s` : text);
  if (!(ms > 0 && ms <= longestMs))
    throw new InvalidArgumentError(
      'allowed is a time with its unit, such as 500ms, 10s or 2min, or a number of seconds; at most 24h.',
    );
  return ms;
}

function msOf(text: string): number {
  try {
    return milliseconds(text);
  } catch {
    return NaN;
  }
}
