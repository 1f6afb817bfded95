import { milliseconds } from '../../lib/contract/durations';

test.each([
  ['50ms', 50],
  ['3s', 3000],
  ['1.5s', 1500],
  ['2min', 120_000],
  ['2m', 120_000],
  ['3h', 10_800_000],
])('%s is %d ms', (text, expected) => expect(milliseconds(text)).toBe(expected));

test.each(['3', '3 s', '-1s', 's', '3d', '1e3ms'])('%j is refused', (text) =>
  expect(() => milliseconds(text)).toThrow(/time with its unit/),
);
