import { hash } from './judges';
import type { Mutant } from './instrument';
import { roomOf } from './rooms';

/**
 * A sample by chance: the same number of mutants of each room, or all where there are fewer. It depends on the seed and on the code of a mutant
 * alone: a change elsewhere leaves the sample of a room as it is.
 *
 * @param each mutants of a room
 */
export function sample(mutants: readonly Mutant[], each: number, seed: number): Mutant[] {
  const place = new Map(
    mutants.map((mutant) => [mutant, hash(`${seed} ${mutant.file} ${mutant.at} ${mutant.mutator} ${mutant.replacement}`)]),
  );
  const ordered = [...mutants].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  const taken = new Map<string, number>();
  const chosen = ordered.filter(({ file }) => {
    const room = roomOf(file);
    const before = taken.get(room) ?? 0;
    taken.set(room, before + 1);
    return before < each;
  });
  // Mutants of one file one after the other: its tests are known by then.
  return chosen.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
