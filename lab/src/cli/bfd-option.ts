import { InvalidArgumentError, Option } from 'commander';
import type { BfdTimers } from '../model/lab-fleet';

/** Declares `--bfd 10x3`, or another name: the interval in ms, and how many may be missed. What BFD allows, the rules of the fleet say. */
export function bfdOption(of: string, name = '--bfd'): Option {
  return new Option(`${name} <ms x missed>`, `BFD between ${of}, such as 10x3; default as the fleet says`).argParser(bfdTimers);
}

/** As it is given: `10x3`. */
export function bfdText({ intervalMs, multiplier }: BfdTimers): string {
  return `${intervalMs}x${multiplier}`;
}

function bfdTimers(text: string): BfdTimers {
  const [, intervalMs, multiplier] = /^([1-9]\d{0,4})x([1-9]\d{0,2})$/.exec(text) ?? [];
  if (intervalMs === undefined || multiplier === undefined)
    throw new InvalidArgumentError("allowed is the interval in ms and how many may be missed, such as '10x3'.");
  return { intervalMs: Number(intervalMs), multiplier: Number(multiplier) };
}
