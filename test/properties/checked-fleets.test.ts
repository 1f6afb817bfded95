import * as fc from 'fast-check';
import { Fleet, MecApp, placeholderSecrets } from '../../lib';
import { isOpenError } from '../../lib/fleet/examine';
import { draws } from '../draws';
import { anyChanges } from './any-changes';
import { damagedAt } from './broken';
import { oddServices } from './odd-services';

const runs = { numRuns: draws(150, 40) };

/** Makes everything of a fleet that check finds nothing wrong with. Returns whether there was anything to make. */
function synthesized(description: unknown): boolean {
  if (Fleet.examine(description).findings.some(isOpenError)) return false;
  const fleet = Fleet.from(description as Parameters<typeof Fleet.from>[0]);
  const files = new MecApp(fleet, undefined, { secrets: placeholderSecrets }).render();
  expect(files.length).toBeGreaterThan(fleet.sites.length);
  return true;
}

describe('what check finds nothing wrong with, synth makes', () => {
  test.each([
    ['damaged at a place', damagedAt(1)],
    ['with odd services', oddServices],
    ['changed in what rules look at', anyChanges],
  ])(
    'in fleets %s',
    (_, descriptions) => {
      let made = 0;
      fc.assert(
        fc.property(descriptions, (description) => {
          if (synthesized(description)) made++;
        }),
        runs,
      );
      // A generator of which all is refused would prove nothing.
      expect(made).toBeGreaterThan(runs.numRuns / 10);
    },
    240_000,
  );
});
