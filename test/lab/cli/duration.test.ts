import { duration } from '../../../lab/src/cli/duration';

test.each([
  ['10', 10_000],
  ['0.5', 500],
  ['500ms', 500],
  ['10s', 10_000],
  ['2min', 120_000],
  ['2m', 120_000],
  ['1h', 3_600_000],
])('%s is %d ms', (text, ms) => expect(duration(text)).toBe(ms));

test.each(['', '0', '0s', '-1', 'soon', '10 s', '1e3', '25h', 'NaN', 'Infinity'])('%j is refused with what is allowed', (text) =>
  expect(() => duration(text)).toThrow(/a time with its unit, such as 500ms, 10s or 2min, or a number of seconds; at most 24h/),
);
