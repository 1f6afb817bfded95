import type { LeaseElection } from '../../../agent/src/kubernetes';
import { leaseConfig, Leases } from '../equipment/leases';

const { renewMs, ttlMs } = leaseConfig;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Until a replica has seen the Lease, which it tries to take an interval later. */
const begun = () => jest.advanceTimersByTimeAsync(renewMs + 1);

/** Who leads, millisecond by millisecond. */
async function leaders(ms: number, ...replicas: readonly LeaseElection[]): Promise<string[]> {
  const seen: string[] = [];
  for (let at = 0; at < ms; at += 1) {
    await jest.advanceTimersByTimeAsync(1);
    seen.push(replicas.map(({ leads }) => (leads ? 'leads' : '-')).join(' '));
  }
  return seen;
}

describe('the Lease', () => {
  let leases: Leases;
  beforeEach(() => (leases = new Leases()));

  test('is held by one of two, and stays with it', async () => {
    const [a, b] = [leases.elect('a'), leases.elect('b')];
    await begun();
    expect(new Set(await leaders(10 * ttlMs, a, b))).toEqual(new Set(['leads -']));
    expect([a.holder, b.holder]).toEqual(['a', 'a']);
  });

  test('is lost by a holder that is cut off before the other takes it, which it does when the Lease is old: never two', async () => {
    let isCut = false;
    const a = leases.elect('a', () => isCut);
    await begun();
    const b = leases.elect('b');
    await begun();
    isCut = true;
    const seen = await leaders(2 * ttlMs, a, b);
    expect([...new Set(seen)]).toEqual(['leads -', '- -', '- leads']);
    // The last renewal was at most an interval ago, and a standby looks once an interval.
    const [lostAt, takenAt] = [seen.indexOf('- -'), seen.indexOf('- leads')];
    expect(lostAt).toBeGreaterThanOrEqual(ttlMs - 2 * renewMs - 2);
    expect(lostAt).toBeLessThanOrEqual(ttlMs - renewMs);
    expect(takenAt).toBeGreaterThanOrEqual(ttlMs - renewMs);
    expect(takenAt).toBeLessThanOrEqual(ttlMs + renewMs);
  });

  test('goes over at once when it is given back', async () => {
    const a = leases.elect('a');
    await begun();
    const b = leases.elect('b');
    await begun();
    expect([a.leads, b.leads]).toEqual([true, false]);
    await a.release();
    await jest.advanceTimersByTimeAsync(0);
    expect([a.leads, b.leads]).toEqual([false, true]);
  });
});
