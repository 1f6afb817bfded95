import type { MachineInput, Transition } from '../../../agent/src/state';
import { causeOf, eventOf, outsideEvent } from '../../../agent/src/telling/events';

const stays = { before: 'announced', after: 'announced', reason: 'why' } as const;
const drains = { ...stays, after: 'drained' } as const;
const input = (health: 'healthy' | 'suspect' | 'failed', more: { hard?: boolean; overloaded?: boolean } = {}): MachineInput => ({
  now: 0,
  verdict: { health, hard: more.hard ?? false, successes: 0, reason: '' },
  overloaded: more.overloaded ?? false,
  guard: () => ({ answer: 'allow' }),
  random: 0,
});

describe('the cause of a transition', () => {
  test.each<[string, Transition, MachineInput]>([
    ['adopted', { from: 'INIT', to: 'DOWN', ...drains }, input('failed')],
    ['maintenance', { from: 'UP', to: 'MAINTENANCE', ...drains }, input('failed')],
    ['maintenance', { from: 'MAINTENANCE', to: 'DRAINING', ...drains }, input('failed')],
    ['shared failure', { from: 'UP', to: 'FROZEN', ...stays }, input('failed')],
    ['shared failure', { from: 'FROZEN', to: 'UP', ...stays }, input('failed')],
    ['guard', { from: 'UP', to: 'HELD', ...drains }, input('failed')],
    ['overload', { from: 'UP', to: 'OVERLOADED', ...stays }, input('failed', { overloaded: true })],
    ['hard failure', { from: 'UP', to: 'DOWN', ...drains }, input('failed', { hard: true })],
    ['soft failure', { from: 'UP', to: 'DRAINING', ...drains }, input('failed')],
    ['recovery', { from: 'SUSPECT', to: 'UP', ...stays }, input('healthy')],
    ['doubt', { from: 'UP', to: 'SUSPECT', ...stays }, input('suspect')],
  ])('is %s', (cause, transition, seen) => expect(causeOf(transition, seen)).toBe(cause));
});

describe('the Event of a transition', () => {
  test.each([
    ['UP', 'DOWN', 'VipWithdrawn', 'Warning'],
    ['UP', 'DRAINING', 'VipDraining', 'Warning'],
    ['UP', 'HELD', 'VipHeld', 'Warning'],
    ['UP', 'FROZEN', 'VipFrozen', 'Warning'],
    ['UP', 'OVERLOADED', 'VipOverloaded', 'Warning'],
    ['DOWN', 'PROBATION', 'VipReturning', 'Normal'],
    ['UP', 'MAINTENANCE', 'VipMaintenance', 'Normal'],
    ['PROBATION', 'UP', 'VipAnnounced', 'Normal'],
  ] as const)('from %s to %s is %s, %s', (from, to, reason, type) =>
    expect(eventOf('n/s', { from, to, ...drains }, 'enforce')).toMatchObject({ reason, type, action: to }),
  );

  test.each([
    ['UP', 'SUSPECT'],
    ['SUSPECT', 'UP'],
    ['INIT', 'UP'],
  ] as const)('from %s to %s is none: mere doubt, or nothing new', (from, to) =>
    expect(eventOf('n/s', { from, to, ...stays }, 'enforce')).toBeUndefined(),
  );

  test('says the way of the route, or that it stays, and that in shadow mode it only would be so', () => {
    const way = { from: 'UP', to: 'DRAINING' } as const;
    expect(eventOf('n/s', { ...way, ...drains }, 'enforce')?.note).toContain('route announced -> drained');
    expect(eventOf('n/s', { ...way, ...stays }, 'enforce')?.note).toContain('route stays announced');
    expect(eventOf('n/s', { ...way, ...drains }, 'shadow')?.reason).toBe('VipDrainingShadow');
  });
});

test('the Event of the look from outside names the sites that tell', () => {
  const look = (site: string, seesUs?: boolean) => ({
    site,
    says: 'serving' as const,
    lookedAt: 0,
    ...(seesUs !== undefined && { seesUs }),
  });
  const looks = [look('b', false), look('c', true), look('d')];
  expect(outsideEvent('n/s', false, looks)).toMatchObject({ type: 'Warning', note: expect.stringContaining(' b answers ') });
  expect(outsideEvent('n/s', true, looks)).toMatchObject({ type: 'Normal', note: expect.stringContaining(' c sees ') });
});
