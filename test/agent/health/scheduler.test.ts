import { probeOf } from 'anycast-mec/contract';
import type { Evidence } from '../../../agent/src/health/evidence';
import type { Probe } from '../../../agent/src/health/probe';
import { ProbeScheduler } from '../../../agent/src/health/scheduler';
import { until } from '../equipment/until';

const silent: Probe = (_, __, deadline, settle) => deadline.listen(() => settle({ class: 'soft', reason: 'timeout' }));
const answers: Probe = (_, __, ___, settle) => void setImmediate(() => settle({ class: 'ok', reason: 'answers' }));
const config = { ...probeOf({ port: 1, every: '40ms', timeout: '60ms' }), hold: false };

/** Stands still, as a long garbage collection or a busy machine makes the agent do. */
function stall(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('the scheduler', () => {
  let scheduler: ProbeScheduler;
  afterEach(() => scheduler.stop());

  /** The evidence of one target, as it comes in. */
  const watched = (probe: Probe, concurrency = 10, more: Partial<typeof config> = {}) => {
    const found: Evidence[] = [];
    scheduler = new ProbeScheduler(concurrency);
    const target = {
      address: 'x',
      config: { ...config, ...more },
      probe,
      inDoubt: () => false,
      confirmsHard: () => false,
      onEvidence: (one: Evidence) => found.push(one),
    };
    return { found, target, handle: scheduler.add(target) };
  };

  test('probes again and again, from start to start', async () => {
    const { found } = watched(answers);
    await until('five results', () => found.length >= 5);
    expect(found.every((one) => one.class === 'ok')).toBe(true);
    expect((found[4]?.startedAt ?? 0) - (found[0]?.startedAt ?? 0)).toBeGreaterThan(100);
  });

  test('does not let a silent target delay the next start', async () => {
    const { found } = watched(silent);
    await until('three results', () => found.length >= 3);
    // Deadlines are longer than the interval, so probes overlap.
    expect((found[1]?.startedAt ?? 0) - (found[0]?.startedAt ?? 0)).toBeLessThan(
      (found[0]?.startedAt ?? 0) + (found[0]?.tookMs ?? 0),
    );
  });

  test('takes a deadline that passed while the agent stood still for no evidence', async () => {
    const { found } = watched(silent, 10, { everyMs: 10_000, timeoutMs: 100 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    stall(250);
    await until('a result', () => found.length > 0);
    expect(found[0]).toMatchObject({ class: 'none', reason: 'the agent itself was late' });
  });

  test('probes at once when asked', async () => {
    const { found, handle } = watched(answers, 10, { everyMs: 60_000 });
    await until('the first', () => found.length === 1);
    handle.confirm();
    await until('the second', () => found.length === 2, 1000);
  });

  test('has no more probes in flight than allowed', () => {
    let inFlight = 0;
    let most = 0;
    const counted: Probe = (_, __, deadline, settle) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      deadline.listen(() => {
        inFlight -= 1;
        settle({ class: 'soft', reason: 'timeout' });
      });
    };
    const { target, handle } = watched(counted, 2);
    const others = [1, 2, 3].map(() => scheduler.add(target));
    [handle, ...others].forEach((one) => one.confirm());
    expect(most).toBe(2);
  });

  test('says nothing more of a target that was taken out', async () => {
    const { found, handle } = watched(answers);
    handle.remove();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(found).toEqual([]);
  });
});
