import * as fc from 'fast-check';
import { availability, errorBudgetMs, monthMs, outagesAMonth, together } from '../../lib/availability';

const hour = 3_600_000;

describe('equation 5.1', () => {
  // Counted by hand, to the digits given.
  test.each([
    ['a failure a month that takes no time', 30 * 24 * hour, 0, 1],
    ['as long down as up', hour, hour, 0.5],
    ['three hours up for one down', 3 * hour, hour, 0.75],
    ['the failover of the thesis, a failure an hour', hour, 596.67, 0.9998343],
    ['its deleted pods, a failure an hour', hour, 17_171.92, 0.9952527],
    ['310 ms, a failure a month', 30 * 24 * hour, 310, 0.99999988],
  ])('gives for %s what is counted by hand', (_, mtbfMs, mttrMs, share) => {
    expect(availability(mtbfMs, mttrMs)).toBeCloseTo(share, 7);
  });

  test.each([
    ['no time between failures', 0, 1],
    ['an endless time between failures', Infinity, 1],
    ['less than no repair', 1, -1],
    ['a repair without end', 1, Infinity],
    ['what is no number', NaN, 1],
  ])('refuses %s', (_, mtbfMs, mttrMs) => {
    expect(() => availability(mtbfMs, mttrMs)).toThrow(/is a time/);
  });

  const mtbf = fc.double({ min: 1, max: 1e12, noNaN: true });
  const mttr = fc.double({ min: 0, max: 1e12, noNaN: true });

  test('falls with the MTTR, rises with the MTBF, and is a share', () => {
    fc.assert(
      fc.property(mtbf, mttr, mttr, (time, one, other) => {
        const [short, long] = [Math.min(one, other), Math.max(one, other)];
        expect(availability(time, short)).toBeGreaterThanOrEqual(availability(time, long));
        expect(availability(time + long, short)).toBeGreaterThanOrEqual(availability(time, short));
        expect(availability(time, long)).toBeGreaterThan(0);
        expect(availability(time, short)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('of several kinds of failure is less than of each, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (shares) => {
        expect(together(shares)).toBeLessThanOrEqual(Math.min(...shares));
        expect(together([...shares].reverse())).toBeCloseTo(together(shares), 12);
      }),
    );
    expect(together([])).toBe(1);
  });
});

describe('the error budget of a month', () => {
  test.each([
    [99, 25_920_000],
    [99.9, 2_592_000],
    [99.99, 259_200],
    [99.999, 25_920],
    [99.9999, 2592],
  ])('of %d %% is %d ms', (objective, ms) => expect(errorBudgetMs(objective)).toBe(ms));

  test.each([
    [99.99, 259_200, 1],
    [99.99, 259_201, 0],
    [99.99, 129_600, 2],
    [99.99, 310, 836],
    [99.9, 310, 8361],
    [99.999, 310, 83],
    [99.9, 14_400_000, 0],
    [99.999, 0, Infinity],
  ])('has room at %d %% for outages of %d ms: %d', (objective, mttrMs, count) => {
    expect(outagesAMonth(objective, mttrMs)).toBe(count);
  });

  test('holds as many outages as fit, and not one more', () => {
    const objective = fc.integer({ min: 1, max: 99_999 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(objective, fc.integer({ min: 1, max: monthMs }), (percent, mttrMs) => {
        const most = outagesAMonth(percent, mttrMs);
        expect(most * mttrMs).toBeLessThanOrEqual(errorBudgetMs(percent));
        expect((most + 1) * mttrMs).toBeGreaterThan(errorBudgetMs(percent));
      }),
    );
  });
});
