import * as fc from 'fast-check';
import { median, medianInterval } from '../../../lab/src/statistics';

const numbers = (minLength: number) => fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength, maxLength: 120 });
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

test.each([
  // Ranks and confidence as tables of order statistics give them.
  [6, 1, 6, 0.969],
  [10, 2, 9, 0.979],
  [20, 6, 15, 0.959],
  [30, 10, 21, 0.957],
])('of %i values it is the %ith to the %ith, with %d', (n, low, high, confidence) => {
  const interval = medianInterval(upTo(n));
  expect([interval.low, interval.high]).toEqual([low, high]);
  expect(interval.confidence).toBeCloseTo(confidence, 3);
});

test('too few values give all they can, and say how much that is', () => {
  expect(medianInterval([1, 2, 3])).toEqual({ low: 1, high: 3, confidence: 0.75 });
  expect(medianInterval([5])).toEqual({ low: 5, high: 5, confidence: 0 });
});

test('a higher confidence asks for a wider interval', () => {
  const [usual, high] = [medianInterval(upTo(40)), medianInterval(upTo(40), 0.999)];
  expect(high.low).toBeLessThan(usual.low);
  expect(high.high).toBeGreaterThan(usual.high);
});

test('thousands of values do not underflow', () => {
  expect(medianInterval(upTo(5000)).confidence).toBeCloseTo(0.95, 2);
});

test('it holds the median, and does not depend on the order', () => {
  fc.assert(
    fc.property(numbers(1), (values) => {
      const interval = medianInterval(values);
      expect(interval.low).toBeLessThanOrEqual(median(values));
      expect(interval.high).toBeGreaterThanOrEqual(median(values));
      expect(medianInterval([...values].reverse())).toEqual(interval);
    }),
  );
});

test('it keeps its promise: about 95 of 100 intervals hold the true median', () => {
  // A skewed distribution, from a seed: outages are skewed, and the interval must not care.
  let state = 42;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const trueMedian = Math.LN2;
  const hits = upTo(2000).filter(() => {
    const { low, high } = medianInterval(upTo(20).map(() => -Math.log(1 - random())));
    return low <= trueMedian && trueMedian <= high;
  });
  expect(hits.length / 2000).toBeGreaterThan(0.94);
  expect(hits.length / 2000).toBeLessThan(0.975);
});

test('no values have no interval', () => {
  expect(() => medianInterval([])).toThrow('no values');
});
