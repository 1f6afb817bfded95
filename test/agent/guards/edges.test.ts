import type { GuardConfig } from 'anycast-mec/contract';
import { guards, mayWithdrawSite } from '../../../agent/src/guards';
import type { HostView, OtherSays, ScopedCheck, SiteLook } from '../../../agent/src/guards';

const look = (says: OtherSays, lookedAt = 1001, site = 'b'): SiteLook => ({ site, says, lookedAt });
const host = (serves: boolean): HostView => ({ host: 'n', serves });
const check = (scope: ScopedCheck['scope'], failed: boolean, blind: boolean): ScopedCheck => ({
  name: 'c',
  scope,
  failed,
  blind,
});

describe('the guard of the last site at its edges', () => {
  const question = { now: 1100, intendedAt: 1000, minimumSites: 1, lookTimeoutMs: 300 };
  const answer = (looks: readonly SiteLook[], more: Partial<typeof question> = {}) =>
    guards.lastSite({ ...question, looks, ...more }).answer;

  test.each<[string, string, readonly SiteLook[], Partial<typeof question>]>([
    ['a look at the time of the intention is too early', 'wait', [look('serving', 1000)], {}],
    ['a look right after it counts', 'allow', [look('serving', 1001)], {}],
    ['waits a moment before the time is over', 'wait', [look('serving', 999)], { now: 1299 }],
    ['holds when it is over', 'hold', [look('serving', 999)], { now: 1300 }],
    ['holds where all were looked at, in time', 'hold', [look('leaving')], { now: 1001 }],
    ['holds where no other site is known, even if none must serve', 'hold', [], { minimumSites: 0 }],
    ['holds where one serves and two must', 'hold', [look('serving')], { minimumSites: 2 }],
    ['allows where two serve and two must', 'allow', [look('serving'), look('serving', 1001, 'c')], { minimumSites: 2 }],
  ])('%s', (_, expected, looks, more) => expect(answer(looks, more)).toBe(expected));
});

/** 49 other sites, of which so many serve. */
const many = (serving: number): SiteLook[] =>
  Array.from({ length: 49 }, (_, index) => look(index < serving ? 'serving' : 'leaving', 1001, `s${index}`));

describe('the guard of the share at its edges', () => {
  test.each<[string, string, readonly SiteLook[], number]>([
    ['an announcing site is present', 'allow', [look('announcing')], 0.5],
    ['an unknown one is away', 'hold', [look('unknown')], 0.5],
    ['a look before the intention does not count', 'hold', [look('serving', 999)], 0.5],
    ['nor one at its time', 'hold', [look('serving', 1000)], 0.5],
    // 29 of 50 are 58 %, but in binary numbers 50 times 0.58 is less than 29.
    ['rounding takes nothing away', 'allow', many(21), 0.58],
    ['one more is too many', 'hold', many(20), 0.58],
    ['below the share it allows', 'allow', [look('serving'), look('serving', 1001, 'c')], 0.5],
  ])('%s', (_, expected, looks, share) => expect(guards.maximumShare(looks, 1000, share).answer).toBe(expected));

  test('tells the share in percent', () => {
    expect(guards.maximumShare([look('leaving')], 1000, 0.5)).toEqual({
      answer: 'hold',
      guard: 'maximum-share',
      reason: '2 of 2 sites would be away, at most 50 % may: drained only',
    });
  });
});

describe('the guard of the last host', () => {
  test.each<[string, string, readonly HostView[]]>([
    ['one of two serves', 'allow', [host(false), host(true)]],
    ['both serve', 'allow', [host(true), host(true)]],
    ['none serves', 'hold', [host(false), host(false)]],
    ['there is no other', 'hold', []],
  ])('where %s: %s', (_, expected, others) => expect(guards.lastHost(others).answer).toBe(expected));

  test('says that it holds', () => expect(guards.lastHost([])).toMatchObject({ answer: 'hold', guard: 'last-host' }));
});

describe('the guard of the rate at its edges', () => {
  test('forgets a withdrawal after exactly a minute', () => {
    expect(guards.actionRate([10_000], 69_999, 1)).toMatchObject({ answer: 'hold', guard: 'action-rate' });
    expect(guards.actionRate([10_000], 70_000, 1)).toEqual({ answer: 'allow' });
  });
});

describe('a shared failure at its edges', () => {
  test.each<[string, boolean, readonly ScopedCheck[]]>([
    ['without local checks nobody is blind', false, [check('shared', false, true)]],
    ['without any check, neither', false, []],
    ['all local checks are blind, whatever shared ones are', true, [check('local', false, true), check('shared', false, false)]],
    ['a shared one that does not fail is none', false, [check('shared', false, false), check('local', true, false)]],
    ['a local failure is none', false, [check('local', true, false)]],
  ])('%s', (_, failure, checks) => expect(guards.sharedFailure(checks) !== undefined).toBe(failure));
});

describe('the guards of a site, together', () => {
  const config: GuardConfig = { lastSite: 'hold', minimumSites: 1, maximumShare: 0.5, tieBreakMs: 0, lookTimeoutMs: 300 };
  const question = { now: 1100, intendedAt: 1000, looks: [look('serving')], withdrawals: [], actionsPerMinute: 1, config };
  const asked = (more: Partial<Parameters<typeof mayWithdrawSite>[0]>) => {
    const answer = mayWithdrawSite({ ...question, ...more });
    return answer.answer === 'allow' ? 'allow' : answer.guard;
  };

  test.each<[string, string, Partial<Parameters<typeof mayWithdrawSite>[0]>]>([
    ['all allow', 'allow', {}],
    ['the rate holds before all others', 'action-rate', { withdrawals: [1099], looks: [] }],
    ['the rate holds where others would allow', 'action-rate', { withdrawals: [1099] }],
    ['no other site serves', 'last-site', { looks: [look('leaving')] }],
    ['one serves and too many are away', 'maximum-share', { looks: [look('serving'), look('leaving', 1001, 'c')] }],
    ['a fleet without the guard of the last site', 'allow', { looks: [], config: { ...config, lastSite: 'off' } }],
    ['the rate is kept there, too', 'action-rate', { withdrawals: [1099], config: { ...config, lastSite: 'off' } }],
  ])('%s: %s', (_, expected, more) => expect(asked(more)).toBe(expected));
});
