import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const others = { otherSites: [{ site: 'mec-2', addresses: ['192.0.2.9:9470'] }], hostRoutes: false };

describe('a site with another one', () => {
  test('looks at it each second while nothing is wrong', async () => {
    const site = await new ServiceUnderTest({}, others).say('ok', 4);
    site.looks.length = 0;
    await site.pass(3000);
    expect(site.looks).toHaveLength(3);
  });

  test('looks at it at once when it intends to leave, and leaves with the answer', async () => {
    const site = await new ServiceUnderTest({}, others).say('ok', 4);
    site.looks.length = 0;
    await site.say('hard', 2);
    const begun = performance.now();
    await site.pass(200);
    expect(site.routes.calls).toEqual(['drained', 'withdrawn']);
    expect(site.looks[0]).toBeLessThan(begun);
  });
});

describe('a site that drains first where the failure is hard', () => {
  test('is withdrawn when the drain is over, and not with the next tick', async () => {
    const site = await new ServiceUnderTest(
      {},
      { guards: { lastSite: 'off' }, timing: { hardDrain: '70ms' }, hostRoutes: false },
    ).say('ok', 4);
    site.tell('hard', 2);
    expect(site.agent.machines.site.state.phase).toBe('DRAINING');
    await jest.advanceTimersByTimeAsync(69);
    expect(site.routes.calls).toEqual(['drained']);
    await jest.advanceTimersByTimeAsync(1);
    expect(site.routes.calls).toEqual(['drained', 'withdrawn']);
  });
});
