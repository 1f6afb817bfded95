import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A service whose site withdraws at the first hard failure. */
const alone = () => new ServiceUnderTest({ hosts: ['h1'] }, { guards: { lastSite: 'off' }, hostRoutes: false }).say('ok', 4);

describe('the route that is wanted', () => {
  test('is asked for once where that brings it about', async () => {
    const site = await alone();
    await site.say('hard', 8);
    expect(site.routes.calls).toEqual(['withdrawn']);
  });

  test('is asked for again where it fails, ever more slowly', async () => {
    const site = await alone();
    site.routes.fails = true;
    await site.say('hard', 3);
    await site.pass(1000);
    const early = site.routes.calls.length;
    expect(early).toBeGreaterThanOrEqual(2);
    // 0.1, 0.2, 0.5, 1, 2, 2 ... seconds: ten seconds later no more than eight, where every tick would make two hundred.
    await site.pass(10_000);
    expect(site.routes.calls.length).toBeGreaterThan(early);
    expect(site.routes.calls.length).toBeLessThanOrEqual(early + 8);
    await expect(site.metric('actionErrors', {})).resolves.toBe(site.routes.calls.length);
  });

  test('is not asked for again while a call is on its way', async () => {
    const site = await alone();
    site.routes.hangs = true;
    await site.say('hard', 3);
    await site.pass(10_000);
    expect(site.routes.calls).toEqual(['withdrawn']);
  });

  test('is asked for anew by whoever leads anew, whatever became of the calls before', async () => {
    const site = await alone();
    site.routes.hangs = true;
    await site.say('hard', 3);
    site.agent.adopt();
    await site.pass(100);
    expect(site.routes.calls).toEqual(['withdrawn', 'withdrawn']);
    expect(site.events).not.toContain('RouteRepaired');
  });

  test('is set again where somebody else changed it, and that is told', async () => {
    const site = await alone();
    await site.pass(200);
    site.routes.put('withdrawn');
    await site.pass(200);
    expect(site.routes.calls).toEqual(['announced']);
    expect(site.events).toContain('RouteRepaired');
    await expect(site.metric('repairs', { service: 'n/s' })).resolves.toBe(1);
  });

  test.each([
    [undefined, 'somebody'],
    ['kubectl-edit', 'kubectl-edit'],
  ])('names who changed it (%p), in the log and in an Event, with the way to take a VIP out', async (manager, who) => {
    const site = await alone();
    site.manager = manager;
    await site.pass(200);
    site.logged.length = 0;
    site.routes.put('withdrawn');
    await site.pass(50);
    const note = expect.stringMatching(
      new RegExp(`^n/s: ${who} made the route withdrawn, it is set to announced again; .* label the Service .*=drain$`),
    ) as string;
    expect(site.told.at(-1)).toEqual({ type: 'Warning', reason: 'RouteRepaired', action: 'Repair', note });
    expect(site.logged[0]).toEqual(['warn', { service: 'n/s', observed: 'withdrawn', wanted: 'announced', who }, note]);
  });

  test('is told as it was asked for: which, how long it took, or why it failed', async () => {
    const site = await alone();
    site.logged.length = 0;
    site.routes.withdraw = () => new Promise((_, reject) => void setTimeout(() => reject(new Error('no')), 10));
    site.tell('hard', 2);
    await site.pass(50);
    site.routes.withdraw = () => new Promise((resolve) => void setTimeout(resolve, 12));
    await site.pass(200);
    const entries = site.logged.filter(([, fields]) => 'route' in fields);
    const fields = { service: 'n/s', host: undefined, route: 'withdrawn' };
    expect(entries[0]).toEqual(['error', { ...fields, error: 'no' }, 'n/s: could not make the route withdrawn, tries again: no']);
    expect(entries[1]).toEqual(['info', { ...fields, tookMs: 12 }, 'n/s: the route is withdrawn (asked 12 ms ago)']);
    await expect(site.metric('actionErrors', { service: 'n/s' })).resolves.toBe(1);
  });

  test('is asked for again after 100, 200, 500, 1000 and then each 2000 ms', async () => {
    const site = await alone();
    site.routes.fails = true;
    const times: number[] = [];
    const { withdraw } = site.routes;
    site.routes.withdraw = (target) => {
      times.push(performance.now());
      return withdraw(target);
    };
    site.tell('hard', 2);
    await site.pass(8000);
    const waits = times.slice(1).map((at, index) => Math.round(at - (times[index] ?? 0)));
    expect(waits).toEqual([100, 200, 500, 1000, 2000, 2000, 2000]);
    expect(site.events).not.toContain('RouteRepaired');
  });

  test('needs no change where the actuator cannot drain, and the route is announced still', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1'] }, { actuator: 'service-type', hostRoutes: false }).say('ok', 4);
    site.asked = 'drain';
    await site.pass(1000);
    expect(site.routes.calls).toEqual([]);
    site.routes.put('withdrawn');
    await site.pass(100);
    expect(site.routes.calls[0]).toBe('drained');
  });

  test('is not asked for where nothing is known of the route', async () => {
    const site = await alone();
    jest.spyOn(site.routes, 'observe').mockReturnValue(undefined as never);
    await site.say('hard', 4);
    expect(site.routes.calls).toEqual([]);
  });

  test('is left alone in shadow mode', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1'], mode: 'shadow' }, { hostRoutes: false }).say('ok', 4);
    site.routes.put('withdrawn');
    await site.pass(500);
    expect(site.routes.calls).toEqual([]);
  });
});
