import { statusOf } from '../../../agent/src/runtime/status';
import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers({ now: Date.UTC(2026, 0, 1) }));
afterEach(() => void jest.useRealTimers());

const otherSites = [{ site: 'mec-2', addresses: ['192.0.2.9:9470'] }];
const adopted = {
  from: 'INIT',
  to: 'UP',
  before: 'announced',
  after: 'announced',
  reason: 'found announced and healthy',
  time: '2026-01-01T00:00:00.000Z',
};
/** A route that was found announced and stays so. */
const standing = {
  phase: 'UP',
  wanted: 'announced',
  observed: 'announced',
  forMs: 1600,
  reason: 'found announced and healthy',
  holdDownMs: 0,
  history: [adopted],
};

describe('the status of a service', () => {
  test('says where each route stands and since when, what is seen of endpoints and of other sites', async () => {
    const site = new ServiceUnderTest({}, { otherSites });
    site.seen = 'serving';
    await site.say('ok', 12);
    await site.say('hard', 2, 0);
    site.tell('none', 3, 1);
    await site.pass(200);
    expect(statusOf(site.agent, ['h1', 'h2'])).toEqual({
      service: 'n/s',
      vips: ['203.0.113.1'],
      verdict: { health: 'healthy', hard: false, successes: 12, reason: '1 of 2 endpoints up' },
      site: standing,
      hosts: [
        {
          host: 'h1',
          phase: 'DOWN',
          wanted: 'withdrawn',
          observed: 'withdrawn',
          forMs: 300,
          reason: '1 of 1 endpoints down (hard)',
          holdDownMs: 9700,
          history: [
            adopted,
            {
              from: 'UP',
              to: 'SUSPECT',
              before: 'announced',
              after: 'announced',
              reason: '1 of 1 endpoints in doubt (hard)',
              time: '2026-01-01T00:00:01.200Z',
            },
            {
              from: 'SUSPECT',
              to: 'DOWN',
              before: 'announced',
              after: 'withdrawn',
              reason: '1 of 1 endpoints down (hard)',
              time: '2026-01-01T00:00:01.300Z',
            },
          ],
        },
        { host: 'h2', ...standing },
      ],
      endpoints: [
        { address: '192.0.2.1', host: 'h1', status: 'down', reason: 'hard' },
        { address: '192.0.2.2', host: 'h2', status: 'up', reason: 'ok', problem: 'none' },
      ],
      outside: 'seen',
      otherSites: [{ site: 'mec-2', says: 'serving', seesUs: true, agoMs: 600 }],
      announcingNodes: ['h1', 'h2'],
    });
  });

  test('has nothing where nothing is known yet', () => {
    const site = new ServiceUnderTest({}, { otherSites, hostRoutes: false, endpoints: [{ address: '192.0.2.1' }] });
    site.leads = false;
    jest.spyOn(site.routes, 'observe').mockReturnValue(undefined as never);
    expect(statusOf(site.agent, [])).toEqual({
      service: 'n/s',
      vips: ['203.0.113.1'],
      verdict: { health: 'unknown', hard: false, successes: 0, reason: '1 of 1 endpoints in doubt (not probed yet)' },
      site: {
        phase: 'INIT',
        wanted: 'announced',
        observed: 'unknown',
        forMs: 0,
        reason: 'started',
        holdDownMs: 0,
        history: [],
      },
      hosts: [],
      endpoints: [{ address: '192.0.2.1', status: 'unknown', reason: 'not probed yet' }],
      outside: 'untold',
      // Nobody looked yet: there is no time since then.
      otherSites: [{ site: 'mec-2', says: 'unknown', agoMs: undefined }],
      announcingNodes: [],
    });
  });

  test('says nothing of a hold-down that is over', async () => {
    const site = await new ServiceUnderTest({ hosts: ['h1', 'h2'] }, { timing: { holdDown: '100ms' } }).say('ok', 4);
    await site.say('hard', 8, 0);
    expect(statusOf(site.agent, []).hosts[0]).toMatchObject({ phase: 'DOWN', holdDownMs: 0 });
  });
});
