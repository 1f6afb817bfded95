import type { Evidence } from '../../../agent/src/health';
import { ProbeScheduler } from '../../../agent/src/health';
import { routeOf } from '../../../agent/src/state';
import { probeOf } from 'anycast-mec/contract';
import { leaseConfig, Leases } from '../equipment/leases';
import { ServiceUnderTest } from '../equipment/service-under-test';

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

/** Time and chance as at the beginning, so that two runs differ in what is done to them alone. */
function beginAnew(): void {
  jest.useFakeTimers({ now: 0 });
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
}

/** A step of the wall clock, as by an operator or NTP; the monotonic clock, by which timers run, goes on. */
const step = (ms: number) => jest.setSystemTime(Date.now() + ms);
const hour = 3_600_000;

/** What each 10 ms shows while the wall clock is stepped forth and back by an hour, and what it shows where it is not. */
async function bothWays<T>(ms: number, begin: () => () => T): Promise<[stepped: T[], steady: T[]]> {
  const run = async (steps: boolean) => {
    beginAnew();
    const look = begin();
    const seen: T[] = [];
    for (let at = 0; at < ms; at += 10) {
      if (steps && at % 100 === 50) step(at % 200 < 100 ? hour : -2 * hour);
      await jest.advanceTimersByTimeAsync(10);
      seen.push(look());
    }
    return seen;
  };
  return [await run(true), await run(false)];
}

describe('a step of the wall clock', () => {
  test('changes no leader', async () => {
    const [stepped, steady] = await bothWays(20 * leaseConfig.ttlMs, () => {
      const leases = new Leases();
      let isCut = false;
      const replicas = [leases.elect('a', () => isCut), leases.elect('b')];
      let looks = 0;
      return () => {
        isCut = (looks += 1) > 200;
        return replicas.map(({ leads }) => leads);
      };
    });
    expect(stepped).toEqual(steady);
    expect(new Set(steady.map(String))).toEqual(new Set(['true,false', 'false,false', 'false,true']));
  });

  test('changes no decision about a VIP: failure, drain, guard, hold-down and return', async () => {
    const run = async (steps: boolean) => {
      beginAnew();
      const timing = { drain: '300ms', holdDown: '2s', holdDownMax: '2s', verify: '300ms' };
      const site = new ServiceUnderTest({}, { guards: { lastSite: 'off' }, timing });
      const seen: string[] = [];
      for (const what of ['ok', 'soft', 'hard', 'ok', 'hard', 'ok'] as const)
        for (let time = 0; time < 40; time += 1) {
          if (steps) step(time % 2 ? hour : -hour);
          await site.say(what);
          const { state } = site.agent.machines.site;
          seen.push(`${state.phase} ${routeOf(state)}`);
        }
      return { seen, calls: site.routes.calls };
    };
    const steady = await run(false);
    expect(await run(true)).toEqual(steady);
    expect(new Set(steady.seen).size).toBeGreaterThanOrEqual(5);
  });

  test('changes no start of a probe', async () => {
    const [stepped, steady] = await bothWays(2000, () => {
      let found: Evidence['class'][] = [];
      const scheduler = new ProbeScheduler(10, {}, () => 0.5);
      scheduler.add({
        address: 'x',
        config: { ...probeOf({ port: 1, every: '100ms' }), hold: false },
        probe: (_, __, ___, settle) => settle({ class: 'ok', reason: 'answers' }),
        inDoubt: () => false,
        confirmsHard: () => false,
        onEvidence: (one) => found.push(one.class),
      });
      return () => {
        const now = found;
        found = [];
        return now;
      };
    });
    expect(stepped).toEqual(steady);
    expect(steady.flat()).toHaveLength(21);
  });
});
