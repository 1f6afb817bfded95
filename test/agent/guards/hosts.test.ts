import fc from 'fast-check';
import { guards } from '../../../agent/src/guards';
import { initialState, routeOf, step } from '../../../agent/src/state';
import type { MachineState, Route, Verdict } from '../../../agent/src/state';
import { policy } from '../state/simulated-site';

const verdicts: Record<string, Verdict> = {
  well: { health: 'healthy', hard: false, successes: 9, reason: 'answers' },
  dead: { health: 'failed', hard: true, successes: 0, reason: 'refused' },
  hung: { health: 'failed', hard: false, successes: 0, reason: 'no answer' },
};

/** Whether at some time no host of the site announced, over random failures of the hosts one after the other. */
function losesAll(events: readonly (readonly [host: number, app: string])[], lastHost: typeof guards.lastHost): boolean {
  const hosts = [0, 1, 2];
  const states: MachineState[] = hosts.map(() => initialState(0));
  const labels: Route[] = hosts.map(() => 'announced');
  const apps = hosts.map(() => 'well');
  return events.some(([host, app], tick) => {
    apps[host] = app;
    for (const at of hosts) {
      const others = hosts
        .filter((other) => other !== at)
        .map((other) => ({
          host: `${other}`,
          serves: routeOf(states[other] as MachineState) !== 'withdrawn' && apps[other] === 'well',
        }));
      const input = {
        now: tick * 400,
        verdict: verdicts[apps[at] ?? 'well'] as Verdict,
        overloaded: false,
        observed: labels[at] as Route,
        guard: () => lastHost(others),
        random: 0,
      };
      const { state } = step(states[at] as MachineState, input, policy);
      states[at] = state;
      if (state.phase !== 'INIT') labels[at] = routeOf(state);
    }
    return labels.every((label) => label === 'withdrawn');
  });
}

const failures = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom('well', 'dead', 'hung')), { maxLength: 60 });

describe('the hosts of a site', () => {
  test('never all withdraw: the last one is left to the site', () => {
    fc.assert(
      fc.property(failures, (events) => !losesAll(events, guards.lastHost)),
      { numRuns: 2000, seed: 3 },
    );
  });

  test('all withdraw where the guard is broken', () => {
    const broken = () => ({ answer: 'allow' as const });
    expect(
      fc.check(
        fc.property(failures, (events) => !losesAll(events, broken)),
        { numRuns: 2000, seed: 3 },
      ).failed,
    ).toBe(true);
  });
});
