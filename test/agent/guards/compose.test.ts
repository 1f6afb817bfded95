import { guards, inhibitors, mayWithdrawHost, mayWithdrawSite } from '../../../agent/src/guards';
import type { Guards } from '../../../agent/src/guards';
import type { GuardAnswer, GuardName } from '../../../agent/src/state';

const refuses = (answer: 'wait' | 'hold', guard: GuardName): GuardAnswer => ({ answer, guard, reason: guard });

/** Guards that write down that they are asked, and allow unless an answer is given. */
function recording(answers: Partial<Record<GuardName, 'wait' | 'hold'>>) {
  const asked: GuardName[] = [];
  const say = (name: GuardName) => (): GuardAnswer => {
    asked.push(name);
    const answer = answers[name];
    return answer ? refuses(answer, name) : { answer: 'allow' };
  };
  const using: Guards = {
    ...guards,
    actionRate: say('action-rate'),
    lastSite: say('last-site'),
    maximumShare: say('maximum-share'),
    lastHost: say('last-host'),
  };
  return { asked, using };
}

const known = { now: 1000, withdrawals: [], actionsPerMinute: 1 };
const config = { lastSite: 'hold', minimumSites: 1, maximumShare: 0.5, tieBreakMs: 300, lookTimeoutMs: 300 } as const;
const site = { ...known, intendedAt: 900, looks: [], config };
const host = { ...known, others: [] };

describe('a site that may withdraw', () => {
  test('has asked for the rate, the last site and the share, in this order', () => {
    const { asked, using } = recording({});
    expect(mayWithdrawSite(site, using)).toEqual({ answer: 'allow' });
    expect(asked).toEqual(['action-rate', 'last-site', 'maximum-share']);
  });

  test.each([
    ['action-rate', 'hold', ['action-rate']],
    ['last-site', 'wait', ['action-rate', 'last-site']],
    ['last-site', 'hold', ['action-rate', 'last-site']],
    ['maximum-share', 'hold', ['action-rate', 'last-site', 'maximum-share']],
  ] as const)('has not where %s says %s, which is its answer', (name, answer, asks) => {
    const { asked, using } = recording({ [name]: answer });
    expect(mayWithdrawSite(site, using)).toEqual(refuses(answer, name));
    expect(asked).toEqual(asks);
  });

  test('asks for no other site where that is off', () => {
    const { asked, using } = recording({ 'last-site': 'hold', 'maximum-share': 'hold' });
    expect(mayWithdrawSite({ ...site, config: { ...config, lastSite: 'off' } }, using)).toEqual({ answer: 'allow' });
    expect(asked).toEqual(['action-rate']);
  });

  test('is held by the rate in earnest', () =>
    expect(mayWithdrawSite({ ...site, withdrawals: [999] })).toMatchObject({ answer: 'hold', guard: 'action-rate' }));
});

describe('a host that may withdraw', () => {
  test.each([
    [undefined, ['action-rate', 'last-host']],
    ['action-rate', ['action-rate']],
    ['last-host', ['action-rate', 'last-host']],
  ] as const)('has asked for the rate and the last host: %s holds', (name, asks) => {
    const { asked, using } = recording(name ? { [name]: 'hold' } : {});
    expect(mayWithdrawHost(host, using)).toEqual(name ? refuses('hold', name) : { answer: 'allow' });
    expect(asked).toEqual(asks);
  });

  test('is held by both in earnest', () => {
    const others = [{ host: 'h2', serves: true }];
    expect(mayWithdrawHost({ ...host, others })).toEqual({ answer: 'allow' });
    expect(mayWithdrawHost({ ...host, others, withdrawals: [999] })).toMatchObject({ guard: 'action-rate' });
    expect(mayWithdrawHost({ ...host, others: [{ host: 'h2', serves: false }] })).toMatchObject({ guard: 'last-host' });
  });
});

describe('evidence', () => {
  const calm = { rejectedShare: 0, limiterRejects: false };
  const shared = { name: 'database', scope: 'shared', failed: true, blind: false } as const;

  test('moves a VIP where nothing inhibits it', () => expect(inhibitors([], calm, 0.1)).toEqual({ overloaded: false }));

  test('moves none where a shared dependency fails, and tells of overload', () => {
    expect(inhibitors([shared], calm, 0.1)).toEqual({ overloaded: false, frozen: expect.stringContaining('database') });
    expect(inhibitors([], { ...calm, rejectedShare: 0.2 }, 0.1)).toEqual({ overloaded: true });
  });
});
