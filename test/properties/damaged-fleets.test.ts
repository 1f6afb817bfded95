import * as fc from 'fast-check';
import { Fleet, FleetError } from '../../lib/fleet';
import { damagedFleet } from './broken';

const runs = { numRuns: 200 };

describe('a damaged description', () => {
  test('gives findings that say everything an operator needs, and never anything but findings', () => {
    let refused = 0;
    fc.assert(
      fc.property(damagedFleet, (description) => {
        const { findings } = Fleet.examine(description);
        for (const finding of findings) {
          expect(finding).toMatchObject({ rule: expect.stringMatching(/./), message: expect.stringMatching(/./) });
          expect(finding).toMatchObject({ allowed: expect.stringMatching(/./), remedy: expect.stringMatching(/./) });
          expect(typeof finding.path).toBe('string');
        }
        if (findings.some((finding) => finding.severity === 'error')) refused++;
      }),
      runs,
    );
    // A generator whose damage goes unnoticed would prove nothing.
    expect(refused).toBeGreaterThan(runs.numRuns / 2);
  });

  test('is refused with a FleetError, or taken', () => {
    const seen = { refused: 0, taken: 0 };
    fc.assert(
      fc.property(damagedFleet, (description) => {
        try {
          Fleet.from(description as Parameters<typeof Fleet.from>[0]);
          seen.taken++;
        } catch (error) {
          seen.refused++;
          expect(error).toBeInstanceOf(FleetError);
        }
      }),
      runs,
    );
    expect([seen.refused > 0, seen.taken > 0]).toEqual([true, true]);
  });
});
