import { mutant } from './mutant';
import { sample } from './sample';

const room = (name: string, size: number) =>
  Array.from({ length: size }, (_, index) => mutant({ id: `${name}-${index}`, file: `lib/${name}/a.ts`, at: `line ${index}` }));
const ids = (mutants: readonly { id: string }[]) => mutants.map(({ id }) => id).sort();

describe('the sample of mutants', () => {
  test('has equally many of each room, and all of a smaller one', () => {
    const taken = ids(sample([...room('large', 500), ...room('small', 3)], 20, 1));
    expect(taken.filter((id) => id.startsWith('large'))).toHaveLength(20);
    expect(taken.filter((id) => id.startsWith('small'))).toEqual(['small-0', 'small-1', 'small-2']);
  });

  test('is the same for the same seed, and another for another', () => {
    const all = room('large', 500);
    expect(ids(sample(all, 20, 1))).toEqual(ids(sample(all, 20, 1)));
    expect(ids(sample(all, 20, 1))).not.toEqual(ids(sample(all, 20, 2)));
  });

  test('keeps those of a room when lines and other rooms change', () => {
    const moved = room('large', 500).map((entry) => ({ ...entry, id: `moved ${entry.id}`, line: entry.line + 10 }));
    const before = ids(sample(room('large', 500), 20, 1));
    const after = ids(sample([...room('small', 9), ...moved], 20, 1)).filter((id) => id.startsWith('moved'));
    expect(after).toEqual(before.map((id) => `moved ${id}`).sort());
  });
});
