import { milliseconds } from '../../../lib/fleet/addresses/duration';

test.each([
  ['50ms', 50],
  ['3s', 3000],
  ['1.5s', 1500],
  ['2min', 120_000],
])('%s is %d ms', (text, expected) => expect(milliseconds(text)).toBe(expected));

test.each(['3', '3 s', '-1s', 's', '3h', '1e3ms'])('%j is refused', (text) =>
  expect(() => milliseconds(text)).toThrow(/time with its unit/),
);
