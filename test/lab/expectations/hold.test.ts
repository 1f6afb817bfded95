import { allHold, UnmetError } from '../../../lab/src/expectations/hold';
import { differenceOf } from '../../../lab/src/network/until';
import type { ProgressLine } from '../../../lab/src/model/progress';

test('waits for one expectation after the other, and tells how long each took', async () => {
  const lines: ProgressLine[] = [];
  let looks = 0;
  const late = { name: 'late', check: () => Promise.resolve(++looks < 3 ? ['not yet'] : []) };
  await allHold([late, { name: 'now', check: () => Promise.resolve([]) }], 5_000, (line) => lines.push(line), 1);
  expect(lines.map(({ phase, state }) => `${phase} ${state}`)).toEqual(['late begin', 'late end', 'now begin', 'now end']);
});

test('fails with the expectation that is not met, and the difference', async () => {
  const never = { name: 'sessions', check: () => Promise.resolve(['mec-1/border-1 to isp/pe-1: Active']) };
  const failing = allHold([never], 30, () => undefined, 1);
  await expect(failing).rejects.toThrow(UnmetError);
  await expect(failing).rejects.toThrow(/sessions\n {2}mec-1\/border-1 to isp\/pe-1: Active/);
});

test('a difference says what is missing and what is too much', () => {
  expect(differenceOf('pe-1', ['a', 'b'], ['b', 'c'])).toEqual(['pe-1: missing a', 'pe-1: not expected c']);
});
