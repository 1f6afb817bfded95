import * as fc from 'fast-check';

/** A time as an operator writes it, and how long it is: counted apart from the project's own reader. */
export interface WrittenTime {
  readonly text: string;
  readonly ms: number;
}

/** A thousandth of each unit, in thousandths of a millisecond. */
const units = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const;

/** Times of every unit within bounds, ms, to a thousandth of the unit. */
export function timeBetween(leastMs: number, mostMs: number): fc.Arbitrary<WrittenTime> {
  const fitting = Object.entries(units).map(([unit, size]) => ({
    unit,
    size,
    min: Math.ceil((leastMs * 1000) / size),
    max: Math.floor((mostMs * 1000) / size),
  }));
  return fc
    .constantFrom(...fitting.filter(({ min, max }) => min <= max))
    .chain(({ unit, size, min, max }) =>
      fc.integer({ min, max }).map((amount) => ({ text: `${amount / 1000}${unit}`, ms: (amount * size) / 1000 })),
    );
}
