import type { Clock } from '../../lib/rollout/clock';
import { healthGate } from '../../lib/rollout/gate';
import type { SiteControl } from '../../lib/rollout/sites/site-control';

/** How long it takes until the gate opens, ms, for a site that is sick in these seconds. */
async function opensAfter(sickSeconds: readonly number[], limits = { soakMs: 5000, deadlineMs: 60_000 }): Promise<number> {
  let now = 0;
  const clock: Clock = {
    now: () => now,
    date: () => new Date(now),
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const observe = () =>
    Promise.resolve({ vips: [], problems: sickSeconds.includes(Math.floor(now / 1000)) ? ['the agent does not answer'] : [] });
  await healthGate('mec-1', { observe } as unknown as SiteControl, limits, clock, () => undefined);
  return now;
}

describe('the health gate', () => {
  test('opens when a site was healthy for the soak time', () => expect(opensAfter([])).resolves.toBe(5000));

  test('counts anew after every break', async () => {
    await expect(opensAfter([0, 1])).resolves.toBe(7000);
    await expect(opensAfter([4])).resolves.toBe(10_000);
    await expect(opensAfter([4, 9])).resolves.toBe(15_000);
  });

  test('stays shut for a site that is never healthy for so long, and says so', () =>
    expect(opensAfter(Array.from({ length: 60 }, (_, index) => index * 3))).rejects.toThrow(
      /not healthy within 60 s: (the agent does not answer|healthy for less than the soak time)/,
    ));
});
