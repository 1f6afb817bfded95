import type { Family } from '../../../fleet/addresses/address';
import { cacheTimes } from '../../model/router-model';
import type { RouterModel } from '../../model/router-model';
import { block, comment } from './text';

const families = [4, 6] as const;

/** The table that holds which AS may announce what. */
export function originTable(family: Family): string {
  return `origins${family}`;
}

/**
 * The tables of origins, before the functions that ask them, and a protocol for each cache. What any of them says counts; while none says
 * anything, nothing is invalid.
 */
export function originLines({ caches = [] }: RouterModel): string[] {
  if (caches.length === 0) return [];
  const { refreshS, retryS, expireS } = cacheTimes;
  return [
    comment('Origin validation: what a cache says. With a cache that is dead for long, nothing is refused by it.'),
    ...families.map((family) => `roa${family} table ${originTable(family)};`),
    ...caches.flatMap(({ address, port }, index) =>
      block(`protocol rpki cache${index + 1}`, [
        ...families.map((family) => `roa${family} { table ${originTable(family)}; };`),
        `remote ${address} port ${port};`,
        `refresh keep ${refreshS};`,
        `retry keep ${retryS};`,
        `expire keep ${expireS};`,
      ]),
    ),
    '',
  ];
}
