import * as fc from 'fast-check';
import { withDefaults } from '../../../lab/src/measure/options';
import { injectionPhases, seeded, shuffled } from '../../../lab/src/measure/random';

const seeds = fc.integer({ min: 0, max: 0xffffffff });

test('the same seed gives the same numbers, another seed others', () => {
  const first = (seed: number) => Array.from({ length: 5 }, seeded(seed));
  expect(first(7)).toEqual(first(7));
  expect(first(7)).not.toEqual(first(8));
});

test('numbers lie between 0 and 1', () => {
  fc.assert(fc.property(seeds, (seed) => Array.from({ length: 20 }, seeded(seed)).every((value) => value >= 0 && value < 1)));
});

test('a shuffle brings each entry to every place', () => {
  const list = ['a', 'b', 'c'];
  const orders = Array.from({ length: 200 }, (_, seed) => shuffled(list, seeded(seed)).join(''));
  expect([...new Set(orders)].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  expect(list).toEqual(['a', 'b', 'c']);
});

test('a shuffle keeps every entry', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), seeds, (list, seed) => {
      expect([...shuffled(list, seeded(seed))].sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b));
    }),
  );
});

test('the moments of injection cover the interval: one in each part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), seeds, (count, seed) => {
      const parts = injectionPhases(count, 50, seeded(seed)).map((ms) => Math.floor((ms / 50) * count + 1e-9));
      expect(parts.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, part) => part));
    }),
  );
});

const options = { out: '/tmp/x', command: 'x', progress: () => undefined };

test('a run has 20 trials unless told otherwise', () => {
  expect(withDefaults(options)).toEqual({ trials: 20, seed: 1, paceMs: 1, steadyMs: 2000, stableMs: 2000, giveUpMs: 30000 });
  expect(withDefaults({ ...options, trials: 59, seed: 4 })).toMatchObject({ trials: 59, seed: 4 });
});

test('everything that is out of range is told at once', () => {
  expect(() => withDefaults({ ...options, trials: 0, seed: -1, stableMs: 10 })).toThrow(/trials: 0.*seed: -1.*stableMs: 10/s);
});
