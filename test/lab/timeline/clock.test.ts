import { clockPair, driftMs, toMonotonicNs } from '../../../lab/src/timeline/clock';

const ms = 1_000_000n;
afterEach(() => void jest.restoreAllMocks());

/** A machine whose monotonic clock began 1,000 s after the wall clock's; each look at it takes so long, ns. */
function machine(looks: readonly bigint[]): void {
  let now = 5_000n * ms;
  let look = 0;
  jest.spyOn(process.hrtime, 'bigint').mockImplementation(() => (now += looks[look++ % looks.length] ?? 0n));
  jest.spyOn(Date, 'now').mockImplementation(() => Number(now / ms) + 1_000_000);
}

describe('a pair of both clocks', () => {
  test('is of the moment in which the wall clock ticks', () => {
    machine([ms / 10n]);
    const { wallNs, monotonicNs } = clockPair();
    expect(wallNs - monotonicNs).toBeGreaterThanOrEqual(1_000_000n * ms - ms / 10n);
    expect(wallNs - monotonicNs).toBeLessThanOrEqual(1_000_000n * ms);
  });

  test('is of the quickest look of several: a process that waits for the processor sees a tick late', () => {
    // The first ticks are seen up to 30 ms late.
    machine([30n * ms, 20n * ms, ...Array.from({ length: 100 }, () => ms / 10n)]);
    const { wallNs, monotonicNs } = clockPair();
    expect(1_000_000n * ms - (wallNs - monotonicNs)).toBeLessThan(ms / 5n);
  });

  test('moves a time of the wall clock to the monotonic one, and tells how far the two went apart', () => {
    const start = { wallNs: 700n, monotonicNs: 100n };
    expect(toMonotonicNs(705n, start)).toBe(105n);
    expect(driftMs(start, { wallNs: 700n + 12n * ms, monotonicNs: 100n + 10n * ms })).toBe(2);
  });
});
