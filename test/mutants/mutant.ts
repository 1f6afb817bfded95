import type { Mutant } from './instrument';

/** A mutant for the tests of this folder. */
export const mutant = (given: Partial<Mutant> = {}): Mutant => ({
  ...{ id: '1', file: 'lib/fleet/a.ts', line: 7, start: 0, end: 5, mutator: 'EqualityOperator' },
  ...{ original: 'a < b', replacement: 'a <= b', at: 'if (a < b) return;' },
  ...given,
});
