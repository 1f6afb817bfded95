import { toText } from '../../fleet/addresses/address';
import type { Family } from '../../fleet/addresses/address';

/** The fewest prefixes that together hold exactly the addresses from `first` to `last`. */
export function coverOf(family: Family, first: bigint, last: bigint): string[] {
  const bits = family === 6 ? 128 : 32;
  const prefixes: string[] = [];
  for (let at = first; at <= last;) {
    let free = 0;
    while (free < bits && at % (1n << BigInt(free + 1)) === 0n && at + (1n << BigInt(free + 1)) - 1n <= last) free++;
    prefixes.push(`${toText(family, at)}/${bits - free}`);
    at += 1n << BigInt(free);
  }
  return prefixes;
}
