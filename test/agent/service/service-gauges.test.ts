import { metricNames } from 'anycast-mec/contract';
import { showGauges } from '../../../agent/src/service';
import { ServiceUnderTest } from '../equipment/service-under-test';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const others = { otherSites: [{ site: 'mec-2', addresses: ['192.0.2.9:9470'] }] };

/** The gauges that are not 0, as `state{host,state}`; the service is always the same. */
async function shown(site: ServiceUnderTest): Promise<string[]> {
  showGauges(site.agent, site.metrics);
  const text = await site.metrics.registry.metrics();
  const gauges = ['state', 'routeWanted', 'routeObserved', 'endpointsUp', 'endpoints', 'otherSites', 'seenFromOutside'] as const;
  return gauges.flatMap((gauge) =>
    [...text.matchAll(new RegExp(`^${metricNames[gauge]}\\{(.*)\\} (\\S+)$`, 'gm'))]
      .filter(([, , value]) => value !== '0' || gauge === 'seenFromOutside')
      .map(([, labels = '', value]) => `${gauge} ${labels.replace(/service="n\/s",?|"/g, '')} ${value}`.replace('  ', ' ')),
  );
}

describe('the gauges of a service', () => {
  test('say where the VIP stands, at the site and at each host, and how much is up', async () => {
    const site = await new ServiceUnderTest({}, others).say('ok', 4);
    await site.say('soft', 1, 0);
    await site.say('hard', 4, 0);
    expect(await shown(site)).toEqual([
      'state host=,state=UP 1',
      'state host=h1,state=DOWN 1',
      'state host=h2,state=UP 1',
      'routeWanted host=,route=announced 1',
      'routeWanted host=h1,route=withdrawn 1',
      'routeWanted host=h2,route=announced 1',
      'routeObserved host=,route=announced 1',
      'routeObserved host=h1,route=withdrawn 1',
      'routeObserved host=h2,route=announced 1',
      'endpointsUp 1',
      'endpoints 2',
      'otherSites 1',
    ]);
  });

  test('say whether others see this site only while they tell', async () => {
    const site = await new ServiceUnderTest({}, others).say('ok', 4);
    const seen = async () => (await shown(site)).filter((line) => line.startsWith('seenFromOutside'));
    expect(await seen()).toEqual([]);
    site.seen = 'serving';
    await site.pass(1500);
    expect(await seen()).toEqual(['seenFromOutside 1']);
    site.seen = 'unknown';
    await site.pass(8000);
    expect(await seen()).toEqual(['seenFromOutside 0']);
    expect(site.events).toContain('NotSeenFromOutside');
    site.seen = undefined;
    await site.pass(1500);
    expect(await seen()).toEqual([]);
  });
});
