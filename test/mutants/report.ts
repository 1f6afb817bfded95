import { becomes, explanationOf } from './explained';
import type { Explanation } from './explained';
import type { Mutant } from './instrument';
import { roomOf } from './rooms';
import type { Count, Share } from './score';
import type { Result } from './trials';

/** Counts by room. */
export function counts(all: readonly Mutant[], results: readonly Result[], known: readonly Explanation[]): Count[] {
  const rooms = [...new Set(all.map(({ file }) => roomOf(file)))].sort();
  return rooms.map((room) => {
    const here = results.filter(({ mutant }) => roomOf(mutant.file) === room);
    const left = here.filter(({ killedBy }) => killedBy === undefined);
    return {
      room,
      all: all.filter(({ file }) => roomOf(file) === room).length,
      tried: here.length,
      killed: here.length - left.length,
      explained: left.filter(({ mutant }) => explanationOf(mutant, known)).length,
    };
  });
}

/** Survivors without an explanation, as `file:line`, what it was and what it became. */
export function survivors(results: readonly Result[], known: readonly Explanation[]): string[] {
  const left = results.filter(({ mutant, killedBy }) => killedBy === undefined && !explanationOf(mutant, known));
  return left.map(({ mutant, unseen }) => {
    const { file, line, mutator, original } = mutant;
    return `${file}:${line}: ${mutator}: ${becomes({ replacement: original })}  →  ${becomes(mutant)}${unseen ? '  (no test comes by)' : ''}`;
  });
}

/** Explanations of what is no survivor (any more): the code is not there, or a test kills it. */
export function stale(all: readonly Mutant[], results: readonly Result[], known: readonly Explanation[]): string[] {
  const wrong = known.flatMap((entry) => {
    const meant = new Set(all.filter((mutant) => explanationOf(mutant, [entry])));
    if (meant.size === 0) return [{ entry, why: 'no such mutant' }];
    // The same change may be made in several places of a line: one that survives needs the explanation.
    const tried = results.filter(({ mutant }) => meant.has(mutant));
    const allKilled = tried.length === meant.size && tried.every(({ killedBy }) => killedBy !== undefined);
    return allKilled ? [{ entry, why: 'is killed' }] : [];
  });
  return wrong.map(({ entry: { file, line, becomes: text }, why }) => `stale, ${why}: ${file}: ${line}  →  ${text}`);
}

/** `86.1 %`, and the interval of a sample. */
export function percent({ share, low, high }: Share): string {
  const interval = low === high ? '' : `${(100 * low).toFixed(0)}…${(100 * high).toFixed(0)}`;
  return `${(100 * share).toFixed(1).padStart(5)} %  ${interval.padEnd(7)}`;
}
