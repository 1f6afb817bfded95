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
    await expect(site.metric('repairs', {})).resolves.toBe(1);
  });

  test('is left alone in shadow mode', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1'], mode: 'shadow' }, { hostRoutes: false }).say('ok', 4);
    site.routes.put('withdrawn');
    await site.pass(500);
    expect(site.routes.calls).toEqual([]);
  });
});
