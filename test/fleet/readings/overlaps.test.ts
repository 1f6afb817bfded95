import fc from 'fast-check';
import { meetings, overlaps } from '../../../lib/fleet/readings/overlaps';
import type { Span } from '../../../lib/fleet/readings/overlaps';

/** Few addresses, so that spans begin, end and lie together often. */
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.constantFrom(4 as const, 6 as const), fc.bigInt(0n, 12n), fc.bigInt(0n, 6n))
  .map(([family, first, size]) => ({ family, first, last: first + size }));
const spans = fc.array(span, { maxLength: 10 });

const meet = (a: Span, b: Span) => a.family === b.family && a.first <= b.last && b.first <= a.last;
/** The order of the sweep: family, beginning, the larger first. */
const byPlace = (a: Span, b: Span) => a.family - b.family || Number(a.first - b.first) || Number(b.last - a.last);

test('meetings are all pairs that share an address, and no others', () => {
  fc.assert(
    fc.property(spans, spans, (some, others) => {
      const expected = some.flatMap((one) =>
        [...others].sort(byPlace).flatMap((other) => (meet(one, other) ? [[one, other]] : [])),
      );
      expect([...meetings(some, others)]).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('overlaps tell each span that meets one before it, with the one of them that begins last', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const sorted = [...all].sort(byPlace);
      const expected = sorted.flatMap((inner, index) => {
        const outer = sorted.slice(0, index).findLast((before) => meet(before, inner));
        return outer ? [[inner, outer]] : [];
      });
      expect([...overlaps(all)]).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('both leave the lists as they are', () => {
  const list: Span[] = [
    { family: 6, first: 1n, last: 2n },
    { family: 4, first: 1n, last: 2n },
  ];
  const before = [...list];
  expect([[...overlaps(list)], [...meetings(list, list)].length]).toEqual([[], 2]);
  expect(list).toEqual(before);
});
