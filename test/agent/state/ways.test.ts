import type { Phase } from 'anycast-mec/contract';
import { phases } from 'anycast-mec/contract';
import { routeOf, step, ways } from '../../../agent/src/state';
import { move } from '../../../agent/src/state/ways';
import type { GuardAnswer, MachineInput, MachineState, Transition, Verdict } from '../../../agent/src/state';
import { standing } from './places';
import { policy } from './simulated-site';

/** Time of every step, ms: drains, hold-downs and probations that began at 0 are over, those that began then are not. */
const now = 10_000;
const withdrawals = [{ intendedAt: now - 1000 }, { notBefore: 0 }, { notBefore: now + 100 }];

/** States of a phase in which it acts differently. */
function statesOf(phase: Phase): MachineState[] {
  const begun = [0, now].flatMap((since): MachineState[] => {
    switch (phase) {
      case 'DRAINING':
        return withdrawals.flatMap((withdrawal) =>
          [true, false].map((hard) => ({ ...standing(phase, { withdrawal, hard }), since })),
        );
      case 'HELD':
        return withdrawals.map((withdrawal) => ({ ...standing(phase, { withdrawal }), since }));
      case 'MAINTENANCE':
        return [
          ...withdrawals.map((withdrawal) => ({ ...standing(phase, { withdrawal }), since })),
          { ...standing(phase, { route: 'withdrawn' }), since },
        ];
      case 'FROZEN':
        return (['UP', 'SUSPECT', 'OVERLOADED', 'DRAINING', 'HELD', 'DOWN', 'PROBATION'] as const).map((from) => ({
          ...standing(phase, { from: standing(from) }),
          since,
        }));
      default:
        return [{ ...standing(phase), since }];
    }
  });
  const flapping = Array<number>(policy.maxFailures + 1).fill(now - 1);
  return [...begun, ...begun.map((state) => ({ ...state, failures: flapping }))];
}

const refused = { guard: 'last-site', reason: 'the last site' } as const;
const answers: GuardAnswer[] = [{ answer: 'allow' }, { answer: 'wait', ...refused }, { answer: 'hold', ...refused }];

const verdicts = (['healthy', 'suspect', 'unknown', 'failed', 'refused'] as const).map((health): Verdict => ({
  health: health === 'refused' ? 'failed' : health,
  hard: health === 'refused',
  successes: health === 'healthy' ? policy.rise : 0,
  reason: health,
}));

/** Everything that one step from a phase may see, as far as it makes a difference. */
function inputsOf(phase: Phase): MachineInput[] {
  const observations = ['INIT', 'PROBATION'].includes(phase)
    ? ([undefined, 'announced', 'withdrawn', 'drained'] as const)
    : [undefined];
  return verdicts.flatMap((verdict) =>
    [true, false].flatMap((overloaded) =>
      [undefined, 'blind'].flatMap((frozen) =>
        ([undefined, 'drain', 'withdrawn'] as const).flatMap((maintenance) =>
          observations.flatMap((observed) =>
            answers.map((answer) => ({
              now,
              verdict,
              overloaded,
              ...(frozen !== undefined && { frozen }),
              ...(maintenance && { maintenance }),
              ...(observed && { observed }),
              guard: () => answer,
              random: 0,
            })),
          ),
        ),
      ),
    ),
  );
}

/** A step that goes somewhere. */
interface Taken extends Transition {
  readonly input: MachineInput;
  readonly state: MachineState;
}

/** Every step that goes somewhere, from every phase. */
let taken: readonly Taken[];
beforeAll(() => {
  taken = phases.flatMap((phase) => {
    const inputs = inputsOf(phase);
    return [0, 60].flatMap((hardDrainMs) =>
      statesOf(phase).flatMap((state) =>
        inputs.flatMap((input) => {
          const { transition } = step(state, input, { ...policy, hardDrainMs });
          return transition ? [{ ...transition, input, state }] : [];
        }),
      ),
    );
  });
});

/** Texts, once each, in alphabetical order. */
const distinct = (texts: readonly string[]) => [...new Set(texts)].sort();
const told = ({ from, to, before, after, reason }: Transition) => `${from}/${before} -> ${to}/${after} (${reason})`;

describe('from every phase, with everything that can be seen, a machine', () => {
  test('takes the ways of the table, each of them, and no other', () => {
    const table = Object.entries(ways).flatMap(([from, all]) => all.map((to) => `${from} -> ${to}`));
    expect(distinct(taken.map(({ from, to }) => `${from} -> ${to}`))).toEqual(table.sort());
  });

  test('begins with what is seen, or with the route of its phase', () =>
    expect(
      taken.filter(({ from, before, input, state }) => before !== (from === 'INIT' ? input.observed : routeOf(state))).map(told),
    ).toEqual([]));

  test('withdraws nothing that absorbs overload, unless a person asks', () => {
    const withdrawn = taken.filter(({ before, after, input }) => before !== after && after === 'withdrawn' && !input.maintenance);
    const absorbing = withdrawn.filter(({ input }) => input.overloaded && !input.verdict.hard);
    expect(distinct(absorbing.map(told))).toEqual([]);
    expect(distinct(withdrawn.filter(({ input }) => input.overloaded).map(({ from }) => from))).toEqual(
      ['DRAINING', 'HELD', 'INIT', 'OVERLOADED', 'PROBATION', 'SUSPECT', 'UP'].sort(),
    );
  });

  test('moves no route while what is seen counts for nothing, unless a person asks or has asked', () =>
    expect(
      distinct(
        taken
          .filter(({ from, before, after, input }) => input.frozen !== undefined && before !== after && from !== 'MAINTENANCE')
          .filter(({ input }) => !input.maintenance)
          .map(told),
      ),
    ).toEqual([]));

  test('withdraws nothing that flaps and is not drained for it already', () => {
    const flaps = ({ state }: Taken) =>
      state.failures.length > policy.maxFailures && !['DRAINING', 'MAINTENANCE'].includes(state.phase);
    expect(
      distinct(taken.filter((one) => flaps(one) && one.before !== one.after && one.after === 'withdrawn').map(told)),
    ).toEqual([]);
    expect(taken.some((one) => flaps(one) && one.to === 'HELD')).toBe(true);
  });

  test('is withdrawn only where the guards allow it', () =>
    expect(
      distinct(
        taken
          .filter(({ before, after, input }) => before !== after && after === 'withdrawn' && input.guard(0).answer !== 'allow')
          .map(told),
      ),
    ).toEqual([]));
});

test('states that cannot be, and ways that there are not, do not compile', () => {
  const since = { since: 0, reason: '', failures: [] };
  const impossible: MachineState[] = [
    // @ts-expect-error only HELD is held by somebody
    { ...since, phase: 'UP', by: 'last-site' },
    // @ts-expect-error the route of DOWN is no matter of choice
    { ...since, phase: 'DOWN', holdDownUntil: 0, route: 'announced' },
    // @ts-expect-error whoever is drained has a withdrawal before it
    { ...since, phase: 'DRAINING', holdDownUntil: 0, hard: true },
    // @ts-expect-error a withdrawal is intended, or not
    standing('HELD', { withdrawal: { intendedAt: undefined } }),
    // @ts-expect-error nothing is decided before the route is seen
    standing('FROZEN', { from: standing('INIT') }),
  ];
  expect(impossible).toHaveLength(5);
  // @ts-expect-error nothing is announced fully without probation
  expect(move(standing('DOWN'), { phase: 'UP' }, { now }, '').state.phase).toBe('UP');
});
