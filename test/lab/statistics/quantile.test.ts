import * as fc from 'fast-check';
import { censoringNote, ecdf, mean, median, quantile, summarize } from '../../../lab/src/statistics';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });

test('the median is the middle, or half way between the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test('quantiles lie between the least and the greatest, and grow with the share', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, a, b) => {
        const [low, high] = [quantile(values, Math.min(a, b)), quantile(values, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      },
    ),
  );
});

test.each([-0.1, 1.1, NaN])('a share of %d is refused', (share) => {
  expect(() => quantile([1], share)).toThrow('share from 0 to 1');
});

test('no values have neither quantile nor mean', () => {
  expect(() => quantile([], 0.5)).toThrow('no values');
  expect(() => mean([])).toThrow('no values');
});

test('the distribution climbs to 1 and has a step for each value', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const steps = ecdf(values);
      expect(steps.at(-1)?.share).toBe(1);
      for (const { value, share } of steps)
        expect(values.filter((other) => other <= value).length / values.length).toBeCloseTo(share);
    }),
  );
});

test('a censored trial counts as longer than all others, and is told', () => {
  const summary = summarize([10, 20, Infinity]);
  expect(summary).toMatchObject({ n: 3, censored: 1, median: 20, max: Infinity, mean: 15 });
  expect(summary && censoringNote(summary)).toBe(
    '1 of 3 trials ended before the effect did: they count as longer than every other.',
  );
});

test('with half of the trials censored the median is beyond what was seen', () => {
  const summary = summarize([10, Infinity, Infinity]);
  expect(summary?.median).toBe(Infinity);
  expect(summary && censoringNote(summary)).toContain('beyond what was observed');
});

test('nothing is said where nothing is censored, and nothing summed up where nothing is', () => {
  const summary = summarize([1, 2]);
  expect(summary && censoringNote(summary)).toBeUndefined();
  expect(summarize([])).toBeUndefined();
});
