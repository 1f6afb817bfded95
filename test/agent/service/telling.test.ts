import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const others = [{ site: 'mec-2', addresses: ['192.0.2.9:9470'] }];
type Values = { metricName?: string; labels: object; value: number }[];

/** A service that is up, and what is told of it from here on. */
async function up(...given: ConstructorParameters<typeof ServiceUnderTest>): Promise<ServiceUnderTest> {
  const site = await new ServiceUnderTest(...given).say('ok', 4);
  site.logged.length = 0;
  site.told.length = 0;
  return site;
}
const alone = { guards: { lastSite: 'off' as const }, hostRoutes: false };
/** The lines of the log. */
const lines = ({ logged }: ServiceUnderTest) => logged.map(([level, , text]) => `${level} ${text}`);
/** What a metric has, beside what is 0. */
async function values(site: ServiceUnderTest, name: 'transitions' | 'failures' | 'failover' | 'probeErrors'): Promise<Values> {
  const all = ((await site.metrics[name].get()) as { values: Values }).values;
  return all.filter(({ value }) => value !== 0);
}

describe('a move of a VIP', () => {
  test('is told in the log, in an Event, and counted with its cause', async () => {
    const site = await up({}, { ...alone, timing: { hardDrain: '0ms' } });
    await site.say('hard', 2);
    const fall = { before: 'announced', after: 'withdrawn', cause: 'hard failure', reason: '2 of 2 endpoints down (hard)' };
    const doubt = { before: 'announced', after: 'announced', cause: 'doubt', reason: '1 of 2 endpoints in doubt (hard)' };
    expect(site.logged.slice(0, 3)).toEqual([
      [
        'info',
        { service: 'n/s', host: undefined, from: 'UP', to: 'SUSPECT', ...doubt, reason: expect.any(String) },
        expect.stringMatching(/^n\/s: UP -> SUSPECT, route stays announced: [^()]* in doubt \(hard\)$/),
      ],
      [
        'info',
        { service: 'n/s', host: undefined, from: 'SUSPECT', to: 'DOWN', ...fall },
        'n/s: SUSPECT -> DOWN, route announced -> withdrawn: 2 of 2 endpoints down (hard)',
      ],
      [
        'info',
        { service: 'n/s', host: undefined, route: 'withdrawn', tookMs: 0 },
        'n/s: the route is withdrawn (asked 0 ms ago)',
      ],
    ]);
    expect(site.told).toEqual([
      {
        type: 'Warning',
        reason: 'VipWithdrawn',
        action: 'DOWN',
        note: 'n/s: SUSPECT -> DOWN, route announced -> withdrawn: 2 of 2 endpoints down (hard)',
      },
    ]);
    expect((await values(site, 'transitions')).map(({ labels, value }) => ({ ...labels, value }))).toEqual([
      { service: 'n/s', host: '', from: 'INIT', to: 'UP', cause: 'adopted', value: 1 },
      { service: 'n/s', host: '', from: 'UP', to: 'SUSPECT', cause: 'doubt', value: 1 },
      { service: 'n/s', host: '', from: 'SUSPECT', to: 'DOWN', cause: 'hard failure', value: 1 },
    ]);
  });

  test.each([
    ['shadow', ' (shadow: nothing is changed)'],
    ['enforce', ''],
  ] as const)('says in mode %s that nothing is changed, only where the route would be: %p', async (mode, would) => {
    const site = await up({ mode }, { ...alone, timing: { hardDrain: '0ms' } });
    await site.say('hard', 2);
    const texts = site.logged.map(([, , text]) => text).filter((text) => text.includes('->'));
    expect(texts).toEqual([
      expect.stringMatching(/^n\/s: UP -> SUSPECT, route stays announced: .*\(hard\)$/),
      `n/s: SUSPECT -> DOWN, route announced -> withdrawn: 2 of 2 endpoints down (hard)${would}`,
    ]);
  });

  test('names the host, and counts its failure beside that of the site, which has none', async () => {
    const site = await up();
    await site.say('hard', 4, 0);
    expect(lines(site).filter((line) => line.includes('n/s:'))).toEqual([]);
    expect(site.logged.every(([, fields]) => (fields as { host?: string }).host === 'h1')).toBe(true);
    await expect(values(site, 'failures')).resolves.toEqual([{ labels: { service: 'n/s', host: 'h1' }, value: 1 }]);
  });

  test('is seen from the beginning as no failure, of the site and of each host', async () => {
    const site = await up();
    const { values: all } = await site.metrics.failures.get();
    expect(all).toEqual(['', 'h1', 'h2'].map((host) => ({ labels: { service: 'n/s', host }, value: 0 })));
  });
});

describe('the time of a failover', () => {
  /** Sum and count of a phase, s. */
  async function phase(site: ServiceUnderTest, name: 'decide' | 'act'): Promise<(number | undefined)[]> {
    const all = await values(site, 'failover');
    const of = (suffix: string) =>
      all.find(({ metricName, labels }) => metricName?.endsWith(suffix) && (labels as { phase?: string }).phase === name);
    expect(all.every(({ labels }) => (labels as { service?: string }).service === 'n/s')).toBe(true);
    return ['_sum', '_count'].map((suffix) => of(suffix)?.value);
  }

  test('runs from the first doubt to the decision, and from there to the route', async () => {
    const site = await up({}, { ...alone, timing: { hardDrain: '0ms' } });
    expect(await phase(site, 'decide')).toEqual([undefined, undefined]);
    jest.spyOn(site.routes, 'observe').mockReturnValue('announced');
    site.routes.withdraw = () => new Promise((resolve) => void setTimeout(resolve, 40));
    site.tell('hard', 1);
    await site.pass(150);
    site.tell('hard', 1);
    await site.pass(50);
    expect(await phase(site, 'decide')).toEqual([0.15, 1]);
    expect(await phase(site, 'act')).toEqual([0.04, 1]);
    expect(lines(site)).toContain('info n/s: the route is withdrawn (asked 40 ms ago)');
  });

  test('is none where a person takes the VIP out, and begins anew with a new doubt', async () => {
    const site = await up({}, { ...alone, timing: { holdDown: '100ms', hardDrain: '0ms' } });
    await site.say('hard', 1);
    await site.say('ok', 10);
    site.asked = 'drain';
    await site.pass(200);
    expect(await phase(site, 'decide')).toEqual([undefined, undefined]);
    site.asked = undefined;
    await site.say('ok', 30);
    expect(site.agent.machines.site.state.phase).toBe('UP');
    await site.say('hard', 2);
    expect(await phase(site, 'decide')).toEqual([0.1, 1]);
  });

  test('of the way back is not counted: it was no failover', async () => {
    const site = await up({}, { ...alone, timing: { holdDown: '100ms', hardDrain: '0ms' } });
    await site.say('hard', 2);
    const [, count] = await phase(site, 'decide');
    await site.say('ok', 30);
    expect(site.agent.machines.site.state.phase).toBe('UP');
    expect((await phase(site, 'decide'))[1]).toBe(count);
    await expect(site.metric('failures', { host: '' })).resolves.toBe(1);
  });
});

describe('what is seen of endpoints', () => {
  test('is measured by service, check and class', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1'] }).say('ok', 3);
    await site.say('hard', 1);
    const text = await site.metrics.registry.metrics();
    expect(text).toMatch(/probe\w*_count\{service="n\/s",check="health",class="ok"\} 3/);
    expect(text).toMatch(/probe\w*_sum\{service="n\/s",check="health",class="ok"\} 0.003/);
    expect(text).toMatch(/probe\w*_count\{service="n\/s",check="health",class="hard"\} 1/);
  });

  test('counts probes that say nothing; those that the agent made too late have a metric of their own', async () => {
    const site = await up({ hosts: ['h1'] });
    await expect(values(site, 'probeErrors')).resolves.toEqual([]);
    site.tell('none', 2);
    site.tell('late', 5);
    await expect(values(site, 'probeErrors')).resolves.toEqual([{ labels: { service: 'n/s', check: 'health' }, value: 2 }]);
  });

  test('is told where an endpoint cannot be probed, once', async () => {
    const site = await up({ hosts: ['h1'] });
    site.tell('none', 9);
    const note = "n/s: the probe 'health' of 192.0.2.1 says nothing: none; no failure of it is seen until this is mended";
    expect(site.told.filter(({ action }) => action === 'Probe')).toEqual([
      { type: 'Warning', reason: 'ProbeImpossible', action: 'Probe', note },
    ]);
    expect(site.logged.filter(([level]) => level === 'error')).toEqual([
      ['error', { service: 'n/s', check: 'health', address: '192.0.2.1', error: 'none' }, note],
    ]);
  });
});

test('that others see this site no more is told, and that they see it again', async () => {
  const site = new ServiceUnderTest({}, { otherSites: others });
  site.seen = 'serving';
  await site.say('ok', 20);
  site.told.length = site.logged.length = 0;
  for (const [seen, outside, type, reason, what] of [
    ['unknown', 'unseen', 'Warning', 'NotSeenFromOutside', 'mec-2 answers and gets no answer from this site'],
    ['serving', 'seen', 'Normal', 'SeenFromOutside', 'mec-2 sees this site again'],
  ] as const) {
    site.seen = seen;
    await site.say('ok', 80);
    const note = expect.stringContaining(what) as string;
    expect(site.told.splice(0)).toEqual([{ type, reason, action: 'OutsideIn', note }]);
    expect(site.logged.splice(0)).toEqual([['info', { service: 'n/s', outside }, note]]);
  }
});
