import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A service that is up at two hosts. */
const up = (...given: ConstructorParameters<typeof ServiceUnderTest>) => new ServiceUnderTest(...given).say('ok', 4);
const held = (site: ServiceUnderTest, guard: string) => site.metric('guardHolds', { guard });

describe('a withdrawal that a guard holds', () => {
  test('is counted once, by the guard that holds it', async () => {
    const site = await up();
    await site.say('hard', 8);
    expect(site.agent.machines.site.state).toMatchObject({ phase: 'HELD', by: 'last-site' });
    await expect(held(site, 'last-site')).resolves.toBe(1);
    await site.say('hard', 30);
    await expect(held(site, 'last-site')).resolves.toBe(1);
  });

  test('is seen from the beginning, as none', async () => {
    const site = await up();
    for (const guard of ['last-site', 'maximum-share', 'action-rate', 'last-host'])
      await expect(held(site, guard)).resolves.toBe(0);
  });

  test('is counted again when it is held anew', async () => {
    const site = await up({}, { timing: { holdDown: '100ms' } });
    await site.say('hard', 8);
    await site.say('ok', 20);
    expect(site.agent.machines.site.state.phase).toBe('UP');
    await site.say('hard', 8);
    await expect(held(site, 'last-site')).resolves.toBe(2);
  });

  test('is none where the VIP flaps: no guard was asked, though one would hold', async () => {
    const site = await up({}, { timing: { maxFailures: 1, holdDown: '100ms' }, hostRoutes: false });
    await site.say('hard', 8);
    await site.say('ok', 20);
    expect(site.agent.machines.site.state.phase).toBe('UP');
    await site.say('hard', 8);
    expect(site.agent.machines.site.state).toMatchObject({ phase: 'HELD', by: 'flapping' });
    await expect(held(site, 'last-site')).resolves.toBe(1);
  });
});

describe('a service whose endpoints are configured', () => {
  test('is judged by them, without anybody who names them', async () => {
    const site = await up({}, { endpoints: [{ address: '192.0.2.1', host: 'h1' }] });
    expect(site.agent.machines.site.state.phase).toBe('UP');
    await site.say('hard', 2);
    expect(site.agent.machines.site.state.phase).not.toBe('UP');
  });
});

describe('a failure', () => {
  test('is counted, once a departure', async () => {
    const site = await up({}, { guards: { lastSite: 'off' } });
    await expect(site.metric('failures', { host: '' })).resolves.toBe(0);
    await site.say('hard', 8);
    await expect(site.metric('failures', { host: '' })).resolves.toBe(1);
  });

  test('is none where a person takes the VIP away', async () => {
    const site = await up();
    site.asked = 'drain';
    await site.pass(500);
    expect(site.agent.machines.site.state.phase).toBe('MAINTENANCE');
    await expect(site.metric('failures', { host: '' })).resolves.toBe(0);
  });
});

describe('a host whose endpoint dies', () => {
  test('is withdrawn while another one serves', async () => {
    const site = await up();
    await site.say('hard', 4, 0);
    expect(site.routes.calls).toEqual(['h1 withdrawn']);
  });

  test('is held where the agent withdrew as often in this minute as it may', async () => {
    const site = await up({ actionsPerMinute: 1 });
    site.withdrawals.add(performance.now());
    await site.say('hard', 4, 0);
    expect(site.routes.calls).not.toContain('h1 withdrawn');
    await expect(held(site, 'action-rate')).resolves.toBe(1);
  });
});

describe('in shadow mode', () => {
  test('nothing is done, and what would be is decided', async () => {
    const site = await up({ mode: 'shadow' }, { guards: { lastSite: 'off' } });
    await site.say('hard', 8);
    expect(site.agent.machines.site.state.phase).toBe('DOWN');
    expect(site.routes.calls).toEqual([]);
  });

  test('what others are told is how it would be', async () => {
    const site = await up({ mode: 'shadow' }, { guards: { lastSite: 'off' } });
    expect(site.agent.says()).toBe('serving');
    await site.say('hard', 8);
    expect(site.agent.says()).toBe('leaving');
  });
});
