import fc from 'fast-check';
import type { Guards } from '../../../agent/src/guards';
import { guards } from '../../../agent/src/guards';
import { draws } from '../../draws';
import { schedules, violations } from './schedule';
import type { Schedule } from './schedule';

const allow = () => ({ answer: 'allow' as const });

/** Each guard, broken, and what then goes wrong. */
const mutations: [keyof Guards, Partial<Guards>, RegExp][] = [
  ['lastSite', { lastSite: allow, maximumShare: allow }, /no site announces/],
  ['maximumShare', { maximumShare: allow }, /sites are away/],
  ['actionRate', { actionRate: allow }, /withdrawals in a minute/],
  ['sharedFailure', { sharedFailure: () => undefined }, /moves without evidence/],
  ['isOverloaded', { isOverloaded: () => false }, /withdraws under overload/],
];

/** Whether some random schedule breaks the invariant. */
function breaks(broken: Partial<Guards>, what: RegExp, runs: number): boolean {
  const using = { ...guards, ...broken };
  const violates = (schedule: Schedule) => violations(schedule, using).some((found) => what.test(found));
  return fc.check(
    fc.property(schedules, (schedule) => !violates(schedule)),
    { numRuns: runs, seed: 7, endOnFailure: true },
  ).failed;
}

describe('the state machines of a fleet', () => {
  test('keep every invariant in random fault schedules', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const found = violations(schedule);
        if (found.length > 0) throw new Error(found.slice(0, 5).join('\n'));
      }),
      { numRuns: draws(10_000, 1000), seed: 1 },
    );
  }, 240_000);

  test.each(mutations)('break one where the guard %s is broken', (_, broken, what) => {
    expect([breaks({}, what, draws(1000, 100)), breaks(broken, what, 4000)]).toEqual([false, true]);
  });
});
