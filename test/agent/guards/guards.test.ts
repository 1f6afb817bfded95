import { guards } from '../../../agent/src/guards';
import type { OtherSays } from '../../../agent/src/guards';

const look = (site: string, says: OtherSays, lookedAt: number) => ({ site, says, lookedAt });
const question = { now: 1100, intendedAt: 1000, minimumSites: 1, lookTimeoutMs: 300 };

describe('the guard of the last site', () => {
  test('allows where another site is seen to serve after the intention', () =>
    expect(guards.lastSite({ ...question, looks: [look('b', 'serving', 1001)] })).toEqual({ answer: 'allow' }));

  test('does not count what was seen before the intention', () =>
    expect(guards.lastSite({ ...question, looks: [look('b', 'serving', 999)] })).toMatchObject({ answer: 'wait' }));

  test.each<OtherSays>(['announcing', 'leaving', 'unknown'])('does not count a site that is %s', (says) =>
    expect(guards.lastSite({ ...question, looks: [look('b', says, 1001)] })).toMatchObject({ answer: 'hold' }),
  );

  test('holds where no other site is known, and where none answered in time', () => {
    expect(guards.lastSite({ ...question, looks: [] })).toMatchObject({ answer: 'hold' });
    expect(guards.lastSite({ ...question, now: 1301, looks: [look('b', 'serving', 999)] })).toMatchObject({ answer: 'hold' });
  });
});

describe('the guard of the share', () => {
  test('lets one of two sites leave, and no second of three', () => {
    expect(guards.maximumShare([look('b', 'serving', 1001)], 1000, 0.5)).toEqual({ answer: 'allow' });
    expect(guards.maximumShare([look('b', 'serving', 1001), look('c', 'leaving', 1001)], 1000, 0.5)).toMatchObject({
      answer: 'hold',
    });
  });
});

describe('the guard of the rate', () => {
  test('counts the last minute only', () => {
    expect(guards.actionRate([1, 2], 70_000, 2)).toEqual({ answer: 'allow' });
    expect(guards.actionRate([60_000, 60_001], 70_000, 2)).toMatchObject({ answer: 'hold' });
  });
});

describe('a shared failure', () => {
  const local = (blind: boolean) => ({ name: 'health', scope: 'local' as const, failed: true, blind });

  test('is that of a shared dependency, and blindness everywhere', () => {
    expect(guards.sharedFailure([local(false), { name: 'database', scope: 'shared', failed: true, blind: false }])).toMatch(
      /database/,
    );
    expect(guards.sharedFailure([local(true), local(true)])).toMatch(/no probe can be made/);
  });

  test('is not that of local checks, nor blindness at one of two', () => {
    expect(guards.sharedFailure([local(false), local(false)])).toBeUndefined();
    expect(guards.sharedFailure([local(true), local(false)])).toBeUndefined();
  });
});

describe('overload', () => {
  test('is a share of 429 above the ratio, or a limiter that rejects', () => {
    const at = (rejectedShare: number, limiterRejects = false) => guards.isOverloaded({ rejectedShare, limiterRejects }, 0.1);
    expect([at(0.1), at(0.2), at(0, true)]).toEqual([false, true, true]);
  });
});
