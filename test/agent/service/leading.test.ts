import { Withdrawals } from '../../../agent/src/service';
import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const alone = { guards: { lastSite: 'off' as const }, hostRoutes: false };
const phase = ({ agent }: ServiceUnderTest) => agent.machines.site.state.phase;

describe('a replica that does not lead', () => {
  test('changes nothing and says nothing of the VIP, whatever it sees', async () => {
    const site = new ServiceUnderTest({ hosts: ['h1'] }, alone);
    site.leads = false;
    await site.say('ok', 4);
    await site.say('hard', 8);
    expect([site.routes.calls, site.told, phase(site), site.agent.says()]).toEqual([[], [], 'INIT', 'unknown']);
    expect(site.agent.evidence.verdict().health).toBe('failed');
  });

  test('adopts what it finds when it leads, and again when it leads anew', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1'] }, alone).say('ok', 4);
    expect([phase(site), site.agent.says()]).toEqual(['UP', 'serving']);
    site.leads = false;
    await site.pass(50);
    expect([phase(site), site.agent.says()]).toEqual(['INIT', 'unknown']);
    site.routes.put('withdrawn');
    site.leads = true;
    await site.pass(50);
    // It is nobody's change: the other replica withdrew it.
    expect(phase(site)).not.toBe('UP');
    expect(site.events).not.toContain('RouteRepaired');
  });
});

describe('the CPU rule', () => {
  test('makes a service failed that is healthy, softly', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1'] }, alone).say('ok', 4);
    site.cpuExceeded = true;
    expect(site.agent.evidence.verdict()).toEqual({ health: 'failed', hard: false, successes: 0, reason: 'CPU above its limit' });
  });

  test('changes nothing of one that is failed anyway', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1'] }, alone).say('ok', 4);
    await site.say('hard', 4);
    const before = site.agent.evidence.verdict();
    site.cpuExceeded = true;
    expect(site.agent.evidence.verdict()).toEqual(before);
  });
});

describe('withdrawals', () => {
  test('are counted as one for each route that is withdrawn by decision, and not for its return or what is found', async () => {
    const site = await new ServiceUnderTest(
      { hosts: ['h1'] },
      { ...alone, timing: { hardDrain: '50ms', holdDown: '100ms' } },
    ).say('ok', 4);
    expect(site.withdrawals.recent).toHaveLength(0);
    await site.say('hard', 8);
    expect(site.withdrawals.recent).toHaveLength(1);
    await site.say('ok', 30);
    expect(phase(site)).toBe('UP');
    expect(site.withdrawals.recent).toHaveLength(1);
  });

  test('are not those that were found', async () => {
    const site = new ServiceUnderTest({ hosts: ['h1'] }, alone);
    site.routes.put('withdrawn');
    await site.say('hard', 8);
    expect(phase(site)).not.toBe('INIT');
    expect(site.withdrawals.recent).toHaveLength(0);
  });

  test('are remembered for a minute', () => {
    const withdrawals = new Withdrawals();
    for (const at of [1000, 1001, 50_000, 61_000]) withdrawals.add(at);
    expect(withdrawals.recent).toEqual([1001, 50_000, 61_000]);
  });
});

test('of the moves of a VIP the last 30 are remembered', async () => {
  const site = await new ServiceUnderTest({ hosts: ['h1'] }, alone).say('ok', 4);
  const { history } = site.agent.machines.site;
  for (let time = 0; time < 14; time++) {
    await site.say('soft', 1);
    await site.say('ok', 4);
  }
  expect(history).toHaveLength(29);
  expect(history[0]?.from).toBe('INIT');
  await site.say('soft', 1);
  expect([history.length, history[0]?.from]).toEqual([30, 'INIT']);
  await site.say('ok', 4);
  expect([history.length, history[0]?.from]).toEqual([30, 'UP']);
});
