import { initialState, routeOf, step } from '../../../agent/src/state';
import type { MachineInput, MachinePolicy, MachineState, Verdict } from '../../../agent/src/state';
import { standing } from './places';
import { policy } from './simulated-site';

const now = 10_000;
const well: Verdict = { health: 'healthy', hard: false, successes: policy.rise, reason: 'answers' };
const unsure: Verdict = { health: 'suspect', hard: false, successes: policy.rise, reason: 'slow' };
const hung: Verdict = { health: 'failed', hard: false, successes: 0, reason: 'timeout' };
const dead: Verdict = { health: 'failed', hard: true, successes: 0, reason: 'refused' };

/** The state after one step at a time of 10 s, where the guards allow everything. */
const after = (state: MachineState, verdict: Verdict, more: Partial<MachineInput> = {}, other: Partial<MachinePolicy> = {}) =>
  step(
    state,
    { now, verdict, overloaded: false, guard: () => ({ answer: 'allow' }), random: 0, ...more },
    { ...policy, ...other },
  ).state;

/** Failures of these ages, one more than is allowed. */
const aged = (...ages: number[]) => ({ failures: ages.map((age) => now - age) });
const flapping = aged(5, 4, 3, 2, 1);
const wait = { withdrawal: { notBefore: now + 100 } };

test('a machine begins with an announced route, without failures', () => {
  expect(initialState(5)).toEqual({ phase: 'INIT', since: 5, reason: 'started', failures: [] });
  expect(routeOf(initialState(5))).toBe('announced');
});

describe('a VIP stays where it is', () => {
  test.each<[string, MachineState, Verdict, Partial<MachineInput>]>([
    ['FROZEN while nothing counts', standing('FROZEN'), well, { frozen: 'blind' }],
    ['DOWN in doubt, however many answers there were', standing('DOWN'), unsure, {}],
    ['HELD in doubt, and asks no sooner', standing('HELD', wait), unsure, {}],
    ['HELD while it flaps, though it is well', { ...standing('HELD', wait), ...flapping }, well, {}],
    ['withdrawn for maintenance', standing('MAINTENANCE', { route: 'withdrawn' }), well, { maintenance: 'withdrawn' }],
  ])('%s', (_, state, verdict, more) => expect(after(state, verdict, more)).toEqual(state));
});

describe('a VIP that is held', () => {
  const held = standing('HELD', { withdrawal: { notBefore: 0 } });

  test('returns when it is well and does not flap', () => expect(after(held, well).phase).toBe('PROBATION'));

  test('flaps no longer when a failure is as old as the window', () => {
    const { flapWindowMs } = policy;
    expect(after({ ...held, ...aged(flapWindowMs - 1, 4, 3, 2, 1) }, hung)).toMatchObject({ withdrawal: { notBefore: 0 } });
    expect(after({ ...held, ...aged(flapWindowMs, 4, 3, 2, 1) }, hung)).toMatchObject({ withdrawal: { intendedAt: now } });
  });

  test('says of flapping how many failures there were in which time', () =>
    expect(after({ ...standing('UP'), ...aged(4, 3, 2, 1) }, hung).reason).toBe('5 failures in 20 s: stays drained'));
});

describe('a drain after a hard failure', () => {
  const draining = (hard: boolean, withdrawal: object): MachineState => ({
    ...standing('DRAINING', { hard, withdrawal: withdrawal as { intendedAt: number } }),
    since: now - 400,
  });

  test('is told at once, also where it was not yet', () =>
    expect(after(draining(true, { notBefore: 0 }), dead, {}, { hardDrainMs: 500 })).toMatchObject({
      withdrawal: { intendedAt: now },
    }));

  test('is as long as asked, and does not lengthen one after a soft failure', () => {
    const phase = (hard: boolean) => after(draining(hard, { intendedAt: 1 }), hung, {}, { hardDrainMs: 500 }).phase;
    expect([phase(true), phase(false)]).toEqual(['DRAINING', 'DOWN']);
  });
});

test('a withdrawal for maintenance begins a hold-down', () =>
  expect(after(standing('MAINTENANCE', { withdrawal: { intendedAt: 1 } }), well, { maintenance: 'withdrawn' })).toMatchObject({
    route: 'withdrawn',
    holdDownUntil: now + policy.holdDownMs,
  }));
