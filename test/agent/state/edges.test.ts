import { initialState, says, step } from '../../../agent/src/state';
import type { GuardAnswer, MachineInput, MachinePolicy, MachineState, Verdict } from '../../../agent/src/state';
import { standing } from './places';
import { policy } from './simulated-site';

const now = 10_000;
const well: Verdict = { health: 'healthy', hard: false, successes: policy.rise, reason: 'answers' };
const hung: Verdict = { health: 'failed', hard: false, successes: 0, reason: 'timeout' };
const dead: Verdict = { health: 'failed', hard: true, successes: 0, reason: 'refused' };
const unsure: Verdict = { health: 'suspect', hard: false, successes: 0, reason: 'slow' };
const unknown: Verdict = { health: 'unknown', hard: false, successes: 0, reason: 'no endpoint is known' };
const hold: GuardAnswer = { answer: 'hold', guard: 'last-site', reason: 'the last site' };

/** The state after one step at a time of 10 s. */
function after(
  state: MachineState,
  verdict: Verdict,
  more: Partial<MachineInput> = {},
  other: Partial<MachinePolicy> = {},
): MachineState {
  const input = { now, verdict, overloaded: false, guard: (): GuardAnswer => ({ answer: 'allow' }), random: 0, ...more };
  return step(state, input, { ...policy, ...other }).state;
}

/** A state that began so long ago. */
const begun = <S extends MachineState>(state: S, ms: number): S => ({ ...state, since: now - ms });
const intended = { withdrawal: { intendedAt: now - 1 } };
const free = { withdrawal: { notBefore: -Infinity } };
const asked = { maintenance: 'withdrawn' } as const;

describe('time of a phase', () => {
  test.each<[string, number, (ms: number) => MachineState, string]>([
    ['a drain', policy.drainMs, (ms) => after(begun(standing('DRAINING', intended), ms), hung), 'DOWN'],
    [
      'a drain after a hard failure',
      60,
      (ms) => after(begun(standing('DRAINING', { ...intended, hard: true }), ms), dead, {}, { hardDrainMs: 60 }),
      'DOWN',
    ],
    ['a probation', policy.verifyMs, (ms) => after(begun(standing('PROBATION'), ms), well), 'UP'],
    ['an absence', 500, (ms) => after(standing('DOWN', { holdDownUntil: now + 500 - ms }), well), 'PROBATION'],
    ['a wait for guards', 200, (ms) => after(standing('HELD', { withdrawal: { notBefore: now + 200 - ms } }), hung), 'intends'],
    ['a drain for maintenance', policy.drainMs, (ms) => after(begun(standing('MAINTENANCE', free), ms), well, asked), 'intends'],
  ])('is over for %s when it is over, and not a moment sooner', (_, ms, at, then) => {
    const reached = (state: MachineState) =>
      'withdrawal' in state && 'intendedAt' in state.withdrawal ? 'intends' : state.phase;
    const before = at(ms - 1);
    expect(reached(at(ms))).toBe(then);
    expect(before.phase === then ? 'too soon' : 'waits').toBe('waits');
    if (then === 'intends') expect(reached(before)).not.toBe('intends');
  });

  test('begins anew for a probation that is not seen drained, or not healthy', () => {
    const begins = (verdict: Verdict, observed?: MachineInput['observed']) =>
      after(begun(standing('PROBATION'), 100), verdict, { ...(observed && { observed }) }).since === now;
    expect([begins(well), begins(well, 'drained')]).toEqual([false, false]);
    expect([begins(well, 'withdrawn'), begins(well, 'announced'), begins(unsure)]).toEqual([true, true, true]);
  });

  test('is not waited for where the evidence turns hard in a drain', () => {
    expect(after(begun(standing('DRAINING', free), 1), hung)).toMatchObject(free);
    expect(after(begun(standing('DRAINING', free), 1), dead)).toMatchObject({ withdrawal: { intendedAt: now } });
    expect(after(begun(standing('DRAINING', { ...free, hard: true }), 1), hung)).toMatchObject({
      withdrawal: { intendedAt: now },
    });
  });
});

describe('an absence', () => {
  const failedAt = (...ages: number[]) => ({ ...standing('UP'), failures: ages.map((age) => now - age) });

  test('doubles with each failure of the window, and is no longer than the longest', () => {
    const ms = (...ages: number[]) => {
      const state = after(failedAt(...ages), dead, {}, { holdDownMaxMs: 3000 });
      return state.phase === 'DOWN' ? state.holdDownUntil - now : undefined;
    };
    expect([ms(), ms(1), ms(2, 1), ms(3, 2, 1)]).toEqual([1000, 2000, 3000, 3000]);
  });

  test('forgets failures that are as old as the window', () => {
    const { flapWindowMs } = policy;
    expect(after(failedAt(flapWindowMs, flapWindowMs - 1), dead).failures).toEqual([now - flapWindowMs + 1, now]);
  });

  test('ends in a drain that stays where there are more failures than allowed, and not where there are as many', () => {
    const most = Array.from({ length: policy.maxFailures }, (_, index) => index + 1);
    expect(after(failedAt(...most.slice(1)), dead).phase).toBe('DOWN');
    expect(after(failedAt(...most), dead)).toMatchObject({ phase: 'HELD', by: 'flapping', holdDownUntil: now + 8000 });
  });

  test('counts from the withdrawal, however long the drain took, and is never cut short by it', () => {
    const long = (holdDownUntil: number) => standing('DRAINING', { ...intended, holdDownUntil });
    expect(after(long(now - 5000), hung)).toMatchObject({ phase: 'DOWN', holdDownUntil: now + policy.holdDownMs });
    expect(after(long(now + 5000), hung)).toMatchObject({ phase: 'DOWN', holdDownUntil: now + 5000 });
    expect(after(standing('MAINTENANCE', { ...intended, holdDownUntil: now + 5000 }), well, asked)).toMatchObject({
      route: 'withdrawn',
      holdDownUntil: now + 5000,
    });
  });

  test('lasts through maintenance, and begins with it where there was none', () => {
    const drain = { maintenance: 'drain', observed: 'announced' } as const;
    expect(after(standing('DOWN', { holdDownUntil: now + 7 }), well, drain)).toMatchObject({
      holdDownUntil: now + 7,
      route: 'withdrawn',
    });
    expect(after(standing('FROZEN', { from: standing('DOWN', { holdDownUntil: now + 7 }) }), well, drain)).toMatchObject({
      holdDownUntil: now + 7,
      route: 'withdrawn',
    });
    expect(after(standing('UP'), well, drain)).toMatchObject({ holdDownUntil: now, route: 'drained' });
  });
});

describe('a VIP that is found', () => {
  test.each([
    ['drained', dead, { phase: 'DRAINING', hard: true, holdDownUntil: now + 1000, withdrawal: { notBefore: -Infinity } }],
    ['drained', well, { phase: 'DRAINING', hard: false, holdDownUntil: now + 1000 }],
    ['withdrawn', well, { phase: 'DOWN', holdDownUntil: now + 1000 }],
    ['announced', well, { phase: 'UP' }],
    ['announced', unsure, { phase: 'SUSPECT' }],
    ['announced', dead, { phase: 'DOWN' }],
    ['announced', unknown, { phase: 'INIT' }],
  ] as const)('%s, while its endpoints are %p, is there', (observed, verdict, there) =>
    expect(after(initialState(0), verdict, { observed })).toMatchObject(there),
  );

  test('waits for evidence that counts, unless it is announced and healthy', () => {
    const at = (verdict: Verdict) => after(initialState(0), verdict, { observed: 'announced', frozen: 'blind' }).phase;
    expect([at(dead), at(unsure), at(well)]).toEqual(['INIT', 'INIT', 'UP']);
  });

  test('withdrawn for maintenance stays withdrawn, and is drained where it was announced', () => {
    const route = (observed: MachineInput['observed']) =>
      after(initialState(0), well, { maintenance: 'drain', ...(observed && { observed }) });
    expect(route('withdrawn')).toMatchObject({ phase: 'MAINTENANCE', route: 'withdrawn' });
    expect(route('announced')).toMatchObject({ phase: 'MAINTENANCE', route: 'drained' });
    expect(route(undefined).phase).toBe('INIT');
  });
});

describe('a VIP of which nothing is known any more', () => {
  test.each(['UP', 'SUSPECT', 'OVERLOADED'] as const)('stays %s', (phase) =>
    expect(after(standing(phase), unknown).phase).toBe(phase),
  );
});

describe('a withdrawal that a guard holds', () => {
  const retry = { guard: () => hold, random: 0.5 };
  const later = { withdrawal: { notBefore: now + 200 + 0.5 * policy.tieBreakMs } };

  test.each([
    ['UP', standing('UP'), dead, 'HELD'],
    ['DRAINING', standing('DRAINING', intended), hung, 'HELD'],
    ['HELD', standing('HELD', { ...intended, by: 'overload' }), hung, 'HELD'],
  ] as const)('is asked for again after a while, by chance, from %s', (_, state, verdict, phase) =>
    expect(after(state, verdict, retry)).toMatchObject({
      phase,
      by: 'last-site',
      ...later,
      reason: `${verdict.reason}; the last site`,
    }),
  );

  test('is asked for again in maintenance, too', () =>
    expect(after(standing('MAINTENANCE', intended), well, { ...retry, ...asked })).toMatchObject({
      phase: 'MAINTENANCE',
      route: 'drained',
      ...later,
    }));

  test('is asked for again where overload holds it', () =>
    expect(after(standing('DRAINING', intended), hung, { overloaded: true, random: 0.5 })).toMatchObject({
      by: 'overload',
      ...later,
    }));
});

describe('an intention', () => {
  const gives = (state: MachineState, verdict: Verdict, more: Partial<MachineInput> = {}) =>
    says(after(state, verdict, more), unsure, 'drained');

  test.each([
    ['DRAINING, whose endpoints are in doubt', standing('DRAINING', intended), unsure, {}],
    ['HELD, whose endpoints are in doubt', standing('HELD', intended), unsure, {}],
    ['HELD, which absorbs overload', standing('HELD', intended), hung, { overloaded: true }],
    ['MAINTENANCE, which shall only drain now', standing('MAINTENANCE', intended), well, { maintenance: 'drain' }],
    ['DRAINING, which sees nothing', standing('DRAINING', intended), dead, { frozen: 'blind' }],
  ] as const)('is given up by %s', (_, state, verdict, more) => {
    expect(says(state, unsure, 'drained')).toBe('leaving');
    expect(gives(state, verdict, more)).toBe('announcing');
  });

  test('of a hard failure is told from the beginning of its drain', () =>
    expect(after(standing('UP'), dead, {}, { hardDrainMs: 60 })).toMatchObject({
      phase: 'DRAINING',
      hard: true,
      withdrawal: { intendedAt: now },
    }));

  test('of a soft failure is not', () =>
    expect(after(standing('UP'), hung)).toMatchObject({ phase: 'DRAINING', hard: false, ...free }));
});

describe('maintenance that is over', () => {
  const held = standing('MAINTENANCE', { holdDownUntil: now });

  test('returns by probation where all is well, and drains on where it is not', () => {
    expect(after(held, well).phase).toBe('PROBATION');
    expect(after(held, { ...well, successes: policy.rise - 1 })).toMatchObject({ phase: 'DRAINING', hard: false, ...free });
    expect(after(held, well, { frozen: 'blind' }).phase).toBe('DRAINING');
    expect(after({ ...held, holdDownUntil: now + 1 }, well)).toMatchObject({ phase: 'DRAINING', holdDownUntil: now + 1 });
  });

  test('is DOWN where it was withdrawn', () =>
    expect(after({ ...held, route: 'withdrawn', holdDownUntil: now + 1 }, well)).toMatchObject({
      phase: 'DOWN',
      holdDownUntil: now + 1,
    }));
});
