import { guardThatHolds, heldDownUntil, initialState, routeOf, says, step } from '../../../agent/src/state';
import type { GuardAnswer, MachineInput, MachineState, Verdict } from '../../../agent/src/state';
import { standing } from './places';
import { policy } from './simulated-site';

const well: Verdict = { health: 'healthy', hard: false, successes: 9, reason: 'answers' };
const dead: Verdict = { health: 'failed', hard: true, successes: 0, reason: 'refused' };
const hung: Verdict = { health: 'failed', hard: false, successes: 0, reason: 'timeout' };
const allow: GuardAnswer = { answer: 'allow' };
const hold: GuardAnswer = { answer: 'hold', guard: 'last-site', reason: 'the last site' };

/** A machine that is stepped through inputs; the label follows at once. */
class Stepped {
  public state: MachineState = initialState(0);
  public now = 0;

  public constructor(
    private observed: MachineInput['observed'],
    private readonly hardDrainMs = 0,
  ) {}

  public after(ms: number, verdict: Verdict, more: Partial<MachineInput> = {}): this {
    this.now += ms;
    const input = {
      now: this.now,
      verdict,
      overloaded: false,
      guard: () => allow,
      random: 0,
      ...(this.observed && { observed: this.observed }),
      ...more,
    };
    this.state = step(this.state, input, { ...policy, hardDrainMs: this.hardDrainMs }).state;
    if (this.state.phase !== 'INIT') this.observed = routeOf(this.state);
    return this;
  }

  public get at(): string {
    return `${this.state.phase} ${routeOf(this.state)}`;
  }
}

const up = () => new Stepped('announced').after(10, well);

describe('a VIP', () => {
  test('changes nothing before its route has been seen', () => {
    const machine = new Stepped(undefined);
    expect([machine.after(10, dead).at, machine.after(10, dead).at]).toEqual(['INIT announced', 'INIT announced']);
  });

  test('is withdrawn at once by a hard failure, and drained first by a soft one', () => {
    expect(up().after(10, dead).at).toBe('DOWN withdrawn');
    const soft = up().after(10, hung);
    expect(soft.at).toBe('DRAINING drained');
    expect(soft.after(policy.drainMs - 50, hung).at).toBe('DRAINING drained');
    expect(soft.after(60, hung).after(1, hung).at).toBe('DOWN withdrawn');
  });

  test('is drained first by a hard failure too where that was asked, and tells others at once that it leaves', () => {
    const machine = new Stepped('announced', 60).after(10, well).after(10, dead);
    expect([machine.at, says(machine.state, dead, 'drained')]).toEqual(['DRAINING drained', 'leaving']);
    expect(machine.after(59, dead).at).toBe('DRAINING drained');
    expect(machine.after(1, dead).at).toBe('DOWN withdrawn');
  });

  test('is drained and held where a guard holds, and asks again', () => {
    const machine = up().after(10, dead, { guard: () => hold });
    expect(machine.at).toBe('HELD drained');
    expect(machine.after(250, dead).after(1, dead).at).toBe('DOWN withdrawn');
  });

  test('knows the guard that holds it, as long as it does', () => {
    const machine = up().after(10, dead, { guard: () => hold });
    const holds = () => `${machine.at} by ${guardThatHolds(machine.state)}`;
    expect(holds()).toBe('HELD drained by last-site');
    machine.after(10, dead, { frozen: 'blind' });
    expect(holds()).toBe('FROZEN drained by last-site');
    machine.after(10, dead);
    expect(holds()).toBe('HELD drained by last-site');
    machine.after(250, dead).after(1, dead);
    expect(holds()).toBe('DOWN withdrawn by undefined');
  });

  test.each(['DRAINING', 'HELD', 'MAINTENANCE'] as const)('waits in %s with its intention where a guard only waits', (phase) => {
    const wait: GuardAnswer = { answer: 'wait', guard: 'last-site', reason: 'looks' };
    const input = { now: 9000, verdict: dead, overloaded: false, observed: 'drained', guard: () => wait, random: 0 } as const;
    const before = standing(phase, { withdrawal: { intendedAt: 8000 } });
    const asked = phase === 'MAINTENANCE' ? { maintenance: 'withdrawn' as const } : {};
    expect(step(before, { ...input, ...asked }, policy)).toEqual({ state: before });
  });

  test('is held by no guard where one only waits', () => {
    const wait: GuardAnswer = { answer: 'wait', guard: 'last-site', reason: 'looks' };
    const machine = up().after(10, dead, { guard: () => wait });
    expect(machine.at).toBe('DRAINING drained');
    expect(guardThatHolds(machine.state)).toBeUndefined();
  });

  test('returns by probation, after the hold-down', () => {
    const machine = up()
      .after(10, dead)
      .after(policy.holdDownMs - 10, well);
    expect(machine.at).toBe('DOWN withdrawn');
    expect(machine.after(20, well).at).toBe('PROBATION drained');
    expect(machine.after(policy.verifyMs, well).at).toBe('UP announced');
  });

  test.each([
    ['UP', well, 'serving'],
    ['SUSPECT', well, 'serving'],
    ['OVERLOADED', well, 'serving'],
    ['PROBATION', well, 'serving'],
    ['UP', hung, 'announcing'],
    ['DRAINING', well, 'announcing'],
    ['HELD', well, 'announcing'],
    ['FROZEN', well, 'announcing'],
    ['MAINTENANCE', well, 'announcing'],
  ] as const)('tells other sites in %s, %p, that it is %s', (phase, verdict, answer) =>
    expect(says(standing(phase), verdict, 'drained')).toBe(answer),
  );

  test.each([
    ['is withdrawn', standing('DOWN'), 'drained'],
    ['is withdrawn and blind', standing('FROZEN', { from: standing('DOWN') }), 'drained'],
    ['is withdrawn for maintenance', standing('MAINTENANCE', { route: 'withdrawn' }), 'drained'],
    ['intends to, in DRAINING', standing('DRAINING', { withdrawal: { intendedAt: 5 } }), 'announced'],
    ['intends to, in HELD', standing('HELD', { withdrawal: { intendedAt: 5 } }), 'announced'],
    ['intends to, in MAINTENANCE', standing('MAINTENANCE', { withdrawal: { intendedAt: 5 } }), 'announced'],
    ['is seen withdrawn', standing('UP'), 'withdrawn'],
    ['is not seen', standing('UP'), undefined],
  ] as const)('tells other sites that it leaves where it %s', (_, state, observed) =>
    expect(says(state, well, observed)).toBe('leaving'),
  );

  test('does not return before enough successes', () =>
    expect(
      up()
        .after(10, dead)
        .after(5000, { ...well, successes: policy.rise - 1 }).at,
    ).toBe('DOWN withdrawn'));

  test('stays away twice as long after every failure, and then stays drained', () => {
    const machine = up();
    const waits: number[] = [];
    for (let failure = 0; failure < policy.maxFailures; failure += 1) {
      machine.after(10, dead);
      waits.push((heldDownUntil(machine.state) ?? NaN) - machine.now);
      // Away and back, with all failures still inside the window.
      machine.state = { ...machine.state, phase: 'DOWN', holdDownUntil: machine.now };
      machine.after(1, well).after(policy.verifyMs, well);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(machine.after(10, dead).at).toBe('HELD drained');
    expect(machine.state).toMatchObject({ by: 'flapping' });
    expect(machine.state.reason).toContain('stays drained');
  });

  test('absorbs overload, unless its processes are dead', () => {
    expect(up().after(10, hung, { overloaded: true }).at).toBe('OVERLOADED announced');
    expect(up().after(10, dead, { overloaded: true }).at).toBe('DOWN withdrawn');
  });

  test('is not moved without evidence, and is judged again when it is back', () => {
    const machine = up().after(10, dead, { frozen: 'no probe can be made here' });
    expect(machine.at).toBe('FROZEN announced');
    expect(machine.after(10, well).at).toBe('UP announced');
  });

  test('drains for maintenance at once, and is withdrawn after the drain only if that was asked', () => {
    expect(up().after(10, well, { maintenance: 'drain' }).after(5000, well, { maintenance: 'drain' }).at).toBe(
      'MAINTENANCE drained',
    );
    const asked = { maintenance: 'withdrawn' as const };
    expect(up().after(10, well, asked).after(policy.drainMs, well, asked).after(1, well, asked).at).toBe('MAINTENANCE withdrawn');
  });

  test('adopts a withdrawn route after a restart, and keeps it for the hold-down', () => {
    const machine = new Stepped('withdrawn').after(10, well);
    expect([machine.at, machine.after(policy.holdDownMs - 20, well).at]).toEqual(['DOWN withdrawn', 'DOWN withdrawn']);
  });
});

describe('what a site says to other sites', () => {
  test('is that it serves only while it is healthy and seen to announce', () => {
    const { state } = up();
    expect(says(state, well, 'announced')).toBe('serving');
    expect(says(state, hung, 'announced')).toBe('announcing');
    expect(says(state, well, undefined)).toBe('leaving');
  });

  test('is that it leaves as soon as it intends to', () => {
    const { state } = up().after(10, dead, { guard: () => ({ answer: 'wait', guard: 'last-site', reason: 'looks' }) });
    expect(routeOf(state)).toBe('drained');
    expect(says(state, dead, 'drained')).toBe('leaving');
  });
});
