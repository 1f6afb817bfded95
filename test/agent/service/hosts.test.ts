import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('the last host that serves', () => {
  test('is not withdrawn: another one that was withdrawn serves nobody', async () => {
    const site = await new ServiceUnderTest().say('ok', 4);
    await site.say('hard', 4, 0);
    await site.say('hard', 4, 1);
    expect(site.routes.calls).toContain('h2 drained');
    expect(site.routes.calls).not.toContain('h2 withdrawn');
    await expect(site.metric('guardHolds', { guard: 'last-host' })).resolves.toBe(1);
  });

  test('is none while a third one serves', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1', 'h2', 'h3'] }).say('ok', 4);
    await site.say('hard', 4, 0);
    await site.say('hard', 4, 1);
    expect(site.routes.calls).toEqual(['h1 withdrawn', 'h2 withdrawn']);
  });
});

test('a service that is stopped withdraws nothing more when its drain would be over', async () => {
  const site = await new ServiceUnderTest(
    { hosts: ['h1'] },
    { guards: { lastSite: 'off' }, timing: { hardDrain: '70ms' }, hostRoutes: false },
  ).say('ok', 4);
  site.tell('hard', 2);
  site.agent.stop();
  await jest.advanceTimersByTimeAsync(500);
  expect(site.routes.calls).toEqual(['drained']);
});

test('in shadow mode what is found is adopted as it is', async () => {
  const site = new ServiceUnderTest({ mode: 'shadow' }, { guards: { lastSite: 'off' }, hostRoutes: false });
  site.routes.put('withdrawn');
  expect(site.agent.observed(site.agent.machines.site)).toBe('withdrawn');
  await site.say('ok', 1);
  site.routes.put('drained');
  // From here on the route is taken to be as it is wanted.
  expect(site.agent.observed(site.agent.machines.site)).not.toBe('drained');
});
