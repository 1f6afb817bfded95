import { Duration } from 'cdk8s';
import type { Size } from 'cdk8s';
import { described } from '../../../lib/fleet/description/given';

/** The classes of another copy of cdk8s: `instanceof` knows none of them. */
function anotherCdk8s(): { readonly Duration: typeof Duration; readonly Size: typeof Size } {
  let other: { Duration: typeof Duration; Size: typeof Size } | undefined;
  jest.isolateModules(() => {
    other = jest.requireActual('cdk8s');
  });
  if (!other || other.Duration === Duration) throw new Error('it is the same copy');
  return other;
}

test('a time and a size of another copy of cdk8s are told as text, too', () => {
  const other = anotherCdk8s();
  expect(described({ every: other.Duration.millis(50), memory: other.Size.mebibytes(64) })).toEqual({
    every: '50ms',
    memory: '64Mi',
  });
});
