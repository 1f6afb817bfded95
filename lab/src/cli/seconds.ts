import { InvalidArgumentError } from 'commander';

/** The value of an option, a number of seconds up to an hour. @throws InvalidArgumentError for anything else */
export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new InvalidArgumentError('allowed is a number of seconds up to 3600.');
  return value;
}
