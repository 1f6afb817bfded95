import { probeOf } from 'anycast-mec/contract';
import type { Evidence } from '../../../agent/src/health/evidence';
import type { Probe } from '../../../agent/src/health/probe';
import { ProbeScheduler } from '../../../agent/src/health/scheduler';

const silent: Probe = (_, __, deadline, settle) => deadline.listen(() => settle({ class: 'soft', reason: 'timeout' }));
const answers: Probe = (_, __, ___, settle) => void setTimeout(() => settle({ class: 'ok', reason: 'answers' }), 1);
const config = { ...probeOf({ port: 1, every: '40ms', timeout: '60ms' }), jitter: 0, hold: false };

describe('the scheduler', () => {
  let scheduler: ProbeScheduler;
  /** How long it stood still, as it saw itself, ms. */
  let stalls: number[];
  beforeEach(() => void jest.useFakeTimers({ now: 0 }));
  afterEach(() => {
    scheduler.stop();
    jest.restoreAllMocks();
    jest.useRealTimers();
  });
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  /** Stands still, as a long garbage collection or a busy machine makes the agent do: the time is later, and no timer ran. */
  function stall(ms: number): void {
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + ms);
  }

  /** The evidence of one target, as it comes in. */
  const watched = (probe: Probe, concurrency = 10, more: Partial<typeof config> = {}, random = 0.5) => {
    const found: Evidence[] = [];
    stalls = [];
    scheduler = new ProbeScheduler(concurrency, { onStall: (ms) => stalls.push(ms) }, () => random);
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
  const starts = (found: readonly Evidence[]) => found.map(({ startedAt }) => Math.round(startedAt));

  test('probes again and again, from start to start, whatever a probe takes', async () => {
    const { found } = watched(answers);
    await pass(170);
    expect(starts(found)).toEqual([0, 40, 80, 120, 160]);
    expect(found.every(({ class: kind, tookMs }) => kind === 'ok' && tookMs === 1)).toBe(true);
  });

  test.each([
    [0, 36],
    [1, 44],
  ])('varies the interval by its jitter (chance %p: %p ms)', async (chance, ms) => {
    const { found } = watched(answers, 10, { jitter: 0.1 }, chance);
    await pass(100);
    expect(starts(found)).toEqual([0, ms, 2 * ms]);
  });

  test('does not let a silent target delay the next start', async () => {
    const { found } = watched(silent);
    await pass(200);
    // Deadlines are longer than the interval, so probes overlap. The look at what has arrived before one passes takes 1 ms here.
    expect(found.slice(0, 3).map(({ startedAt, tookMs }) => [startedAt, tookMs])).toEqual([
      [0, 61],
      [40, 61],
      [80, 61],
    ]);
  });

  test('takes a deadline that passed while the agent stood still for no evidence', async () => {
    const { found } = watched(silent, 10, { everyMs: 10_000, timeoutMs: 100 });
    await pass(20);
    stall(250);
    await pass(100);
    expect(found).toMatchObject([{ class: 'none', reason: 'the agent itself was late' }]);
    expect(stalls).toEqual([250]);
  });

  test('takes no deadline of before for evidence, though it passes in time: an answer may have been lost meanwhile', async () => {
    const { found } = watched(silent, 10, { timeoutMs: 100 });
    await pass(20);
    // The next probe begins at 65 in place of 40, and sees nothing of it.
    stall(25);
    await pass(150);
    expect(found.map(({ class: kind, startedAt }) => [startedAt, kind]).slice(0, 2)).toEqual([
      [0, 'none'],
      [65, 'soft'],
    ]);
  });

  test('takes it for evidence where the agent was as quick as ever', async () => {
    const { found } = watched(silent, 10, { everyMs: 10_000, timeoutMs: 100 });
    await pass(20);
    stall(10);
    await pass(100);
    expect(found).toMatchObject([{ class: 'soft', reason: 'timeout' }]);
    expect(stalls).toEqual([]);
  });

  test('leaves out what was missed while it stood still', async () => {
    const { found } = watched(answers);
    await pass(10);
    stall(1000);
    await pass(100);
    // At 0; then once, late, when it runs again; from there on as ever.
    expect(starts(found)).toEqual([0, 1040, 1080]);
  });

  test('probes at once when asked', async () => {
    const { found, handle } = watched(answers, 10, { everyMs: 60_000 });
    await pass(100);
    handle.confirm();
    await pass(1);
    expect(starts(found)).toEqual([0, 100]);
  });

  test('has no more probes in flight than allowed, and begins the next when one ends', async () => {
    let inFlight = 0;
    const counts: number[] = [];
    const counted: Probe = (_, __, deadline, settle) => {
      counts.push((inFlight += 1));
      deadline.listen(() => {
        inFlight -= 1;
        settle({ class: 'soft', reason: 'timeout' });
      });
    };
    const { target } = watched(counted, 2, { everyMs: 10_000 });
    [1, 2, 3].forEach(() => scheduler.add(target));
    await pass(50);
    expect(counts).toEqual([1, 2]);
    await pass(50);
    expect(counts).toEqual([1, 2, 2, 2]);
  });

  test('says nothing more of a target that was taken out', async () => {
    const { found, handle } = watched(answers);
    await pass(40);
    // The second has begun, and is not answered yet.
    handle.remove();
    await pass(1000);
    expect(starts(found)).toEqual([0]);
  });
});
