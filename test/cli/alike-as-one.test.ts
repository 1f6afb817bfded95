import { alikeAsOne } from '../../lib/cli/alike-as-one';
import type { NamedRow } from '../../lib/cli/alike-as-one';

const rowsOf = (count: number): NamedRow[] => Array.from({ length: count }, (_, index) => [`mec-${index + 1}`, 21, '160 ms']);

test('a hundred rows stay, whatever they say', () => {
  const rows = rowsOf(100);
  expect(alikeAsOne(rows)).toEqual(rows);
});

test('of more, those that differ by the name alone are one, in the place of the first', () => {
  const rows: NamedRow[] = [...rowsOf(150), ['cloud', 30, '160 ms'], ['mec-151', 21, '160 ms']];
  expect(alikeAsOne(rows)).toEqual([
    ['mec-1 and 150 alike', 21, '160 ms'],
    ['cloud', 30, '160 ms'],
  ]);
});

test('more rows that all differ stay all', () => {
  const rows = rowsOf(101).map(([name], index): NamedRow => [name, index]);
  expect(alikeAsOne(rows)).toEqual(rows);
});
