import * as fc from 'fast-check';
import { Fleet, isOpenError } from '../../lib/fleet';
import type { FleetDescription } from '../../lib/fleet';
import { assess, assumedMtbfMs, failureIds, failures } from '../../lib/availability';
import type { Assumptions, FailureId, KnownOutage } from '../../lib/availability';
import { availability } from '../../lib/availability';
import { applicationOutageMs } from '../../lib/availability/application';
import { testbed } from '../fleet/testbed';

type Change = (description: FleetDescription) => void;

/** The testbed with a change; what is risky in it, such as a service of one site, is acknowledged. */
function fleetOf(change: Change = () => undefined): Fleet {
  const description = testbed();
  change(description);
  const risks = Fleet.examine(description).findings.filter(isOpenError);
  return Fleet.from({ ...description, acknowledge: risks.map(({ rule, path: at }) => ({ rule, at, reason: 'a test' })) });
}

/** What a client network may expect of the first service. */
function expectationOf(client: string, change?: Change, assumptions?: Assumptions) {
  return assess(fleetOf(change), assumptions).find((one) => one.client === client)!;
}

/** Each failure with its place, and its outage in ms or `repair`. */
function outages(client: string, change?: Change, assumptions?: Assumptions) {
  const { failures: all } = expectationOf(client, change, assumptions);
  return Object.fromEntries(
    all.map(({ failure, at, failover, outage }) => [`${failure} ${at}`, failover ? outage.ms : 'repair']),
  );
}

const site = (name: string, change: Partial<FleetDescription['sites'][string]>): Change => {
  return (description) => (description.sites[name] = { ...description.sites[name]!, ...change });
};
const dual = site('mec-1', { borders: 2, uplinks: ['isp-x/pe-1', 'isp-x/pe-2'] });

describe('what may fail on the way of a client network', () => {
  test('that its own site answers is of that site, by the budget, and the border that nobody replaces', () => {
    expect(outages('mec-1/upf-1')).toEqual({
      'drain mec-1': 0,
      'withdraw mec-1': 0,
      // The held connection ends, a probe confirms (20 ms), PATCH (10 ms); UPDATE (7 ms), three decisions of FRR, one installation.
      'application-killed mec-1': 30 + 7 + 3 * 50 + 10,
      // Three probes, the first 110 ms late at most, the last waits 300 ms.
      'application-hung mec-1': 110 + 200 + 300 + 10 + 7 + 3 * 50 + 10,
      'host-loss mec-1': 150 + 50 + 10,
      'all-hosts-loss mec-1': 150 + 3 * 50 + 10,
      'border-loss mec-1': 'repair',
    });
  });

  test('with two borders ends by the takeover of the gateway', () => {
    const found = outages('mec-1/upf-1', dual);
    expect(found).toMatchObject({ 'gateway-loss mec-1': 305 });
    expect(found).not.toHaveProperty('border-loss mec-1');
  });

  test('that another site answers is of both sites', () => {
    const served: Change = (description) => (description.services!['sensors']!.sites = ['mec-2', 'mec-3']);
    expect(outages('mec-1/upf-1', served)).toMatchObject({
      'all-hosts-loss mec-2': 310,
      'border-loss mec-1': 'repair',
      'uplink-loss mec-1': 'repair',
      'border-loss mec-2': 210,
      'uplink-loss mec-2': 210,
    });
    const both: Change = (description) => [served, dual].forEach((change) => change(description));
    expect(outages('mec-1/upf-1', both)).toMatchObject({ 'border-loss mec-1': 305, 'uplink-loss mec-1': 310 });
  });

  test('ends with the repair where one of several is the only way: a border without which the others have no uplink', () => {
    const served: Change = (description) => (description.services!['sensors']!.sites = ['mec-2', 'mec-3']);
    const oneSided = site('mec-1', {
      borders: 2,
      uplinks: ['isp-x/pe-1', 'isp-x/pe-2'].map((to) => ({ to, border: 'border-1' })),
    });
    const both: Change = (description) => [served, oneSided].forEach((change) => change(description));
    expect(outages('mec-1/upf-1', both)).toMatchObject({ 'border-loss mec-1': 'repair', 'uplink-loss mec-1': 310 });
  });

  test('ends with the repair where one of two uplinks alone leads to a network that serves', () => {
    const apart: Change = (description) => {
      description.exchanges = {};
      description.services!['sensors']!.sites = ['cloud'];
      site('mec-1', { uplinks: ['isp-x/pe-1', 'isp-y/y-1'] })(description);
    };
    expect(outages('mec-1/upf-1', apart)).toMatchObject({ 'uplink-loss mec-1': 'repair', 'border-loss cloud': 'repair' });
  });

  test('of a service of one site ends with the repair: nobody else answers', () => {
    const alone: Change = (description) => (description.services!['sensors']!.sites = ['mec-1']);
    expect(outages('mec-1/upf-1', alone)).toEqual({
      'drain mec-1': 0,
      'withdraw mec-1': 0,
      'application-killed mec-1': 'repair',
      'application-hung mec-1': 'repair',
      'host-loss mec-1': 210,
      'all-hosts-loss mec-1': 'repair',
      'border-loss mec-1': 'repair',
    });
  });

  test('of a site of one host has no loss of one of several', () => {
    expect(outages('mec-1/upf-1', site('mec-1', { hosts: 1 }))).not.toHaveProperty('host-loss mec-1');
  });

  test('of an application that nothing asks has no time after which its clients are moved', () => {
    const fleet = fleetOf();
    const [mec, service] = [fleet.site('mec-1'), fleet.service('sensors')];
    const { cases } = fleet.budget('mec-1');
    expect(applicationOutageMs(mec, service, 'application-killed', cases)).toBe(197);
    expect(applicationOutageMs(mec, { ...service, checks: [] }, 'application-killed', cases)).toBeUndefined();
    expect(applicationOutageMs(mec, service, 'application-killed', [])).toBeUndefined();
  });

  test('of an application that is asked several questions is found by the slowest', () => {
    const several: Change = (description) => {
      const service = description.services!['sensors']!;
      const health = { http: '/healthz', every: '1s', timeout: '2s', fall: 2 };
      const ports = [
        { name: 'web', port: 80 },
        { name: 'more', port: 81, health },
      ];
      description.services!['sensors'] = { ...service, ports };
    };
    // The first probe comes 1.1 s late at most, the second a second later, and waits 2 s.
    expect(outages('mec-1/upf-1', several)).toMatchObject({ 'application-hung mec-1': 1100 + 1000 + 2000 + 10 + 167 });
  });

  test('of a hung application is longer where an uplink honours no drain, which the agent waits for in vain', () => {
    const deaf = site('mec-1', { uplinks: [{ to: 'isp-x/pe-1', gshut: false }] });
    const found = outages('mec-1/upf-1', deaf);
    expect(found).not.toHaveProperty('drain mec-1');
    expect(found).toMatchObject({ 'application-killed mec-1': 197, 'application-hung mec-1': 787 + 500 });
  });

  test('is nothing where no site answers', () => {
    const apart: Change = (description) => {
      description.services!['sensors']!.sites = ['cloud'];
      description.exchanges = {};
    };
    const found = expectationOf('mec-1/upf-1', apart);
    expect(found).toMatchObject({ failures: [], availability: 0, improvement: 0 });
    expect(found).not.toHaveProperty('answeredBy');
  });
});

describe('the availability of a client network', () => {
  const [budgeted] = assess(fleetOf());

  test('is equation 5.1 of each kind of failure, with its inputs', () => {
    for (const one of budgeted!.failures) {
      expect(one.mtbfMs).toBe(assumedMtbfMs);
      expect(one.repair).toEqual({ ms: failures[one.failure].repairMs, from: 'assumed' });
      expect(one.availability).toBe(availability(assumedMtbfMs, one.outage.ms));
      expect(one.withoutFailover).toBe(availability(assumedMtbfMs, one.repair.ms));
      expect(one.improvement).toBe(one.availability - one.withoutFailover);
    }
  });

  test('is no better than that of any of its failures, and what nobody takes over gains nothing', () => {
    expect(budgeted!.availability).toBeLessThanOrEqual(Math.min(...budgeted!.failures.map((one) => one.availability)));
    const border = budgeted!.failures.find(({ failure }) => failure === 'border-loss');
    expect(border).toMatchObject({ failover: false, improvement: 0, outage: { from: 'repair', ms: 4 * 3_600_000 } });
  });

  test('takes the times that are given, for the kinds that they are given for', () => {
    const given = { mtbfMs: { 'host-loss': 1000 }, repairMs: { 'border-loss': 500 } };
    const { failures: all } = expectationOf('mec-1/upf-1', undefined, given);
    const one = (id: FailureId) => all.find(({ failure }) => failure === id);
    expect(one('host-loss')).toMatchObject({ mtbfMs: 1000, availability: 1000 / 1210 });
    expect(one('border-loss')).toMatchObject({ mtbfMs: assumedMtbfMs, outage: { ms: 500 }, repair: { from: 'given' } });
    expect(() => assess(fleetOf(), { mtbfMs: { drain: 0 } })).toThrow('an MTBF is a time');
  });

  test('gains as a whole what it is more than without', () => {
    expect(budgeted!.improvement).toBe(budgeted!.availability - budgeted!.withoutFailover);
    expect(budgeted!.improvement).toBeGreaterThan(0);
  });

  test('is told apart for families of which other sites serve, and for client networks of one site', () => {
    const dualHomed = Fleet.load('examples/dual-homed/fleet.yaml');
    const rows = assess(dualHomed).map(({ service, client, family, vips, answeredBy }) =>
      [service, client, family ?? '-', vips.join(), answeredBy].join(' '),
    );
    expect(rows).toEqual([
      'sensors mec-1/ran-1 - 203.0.113.10 mec-1',
      'sensors mec-2/ran-2 - 203.0.113.10 mec-2',
      'sensors mec-3/ran-3 - 203.0.113.10 mec-3',
      'maps mec-1/ran-1 - 203.0.113.11,2001:db8:a::11 mec-1',
      'maps mec-2/ran-2 - 203.0.113.11,2001:db8:a::11 mec-2',
      'maps mec-3/ran-3 - 203.0.113.11,2001:db8:a::11 mec-1',
    ]);
    const two = site('mec-1', { clients: ['upf-1', 'upf-9'] });
    const clients = assess(fleetOf(two), { sites: new Set(['mec-1']) });
    expect(clients.map(({ client }) => client)).toEqual(['mec-1/upf-1', 'mec-1/upf-9']);
    expect(clients[1]?.failures).toEqual(clients[0]?.failures);
  });

  test('is of the chosen sites and services alone', () => {
    expect(assess(fleetOf(), { sites: new Set(['mec-3']) }).map(({ client }) => client)).toEqual(['mec-3/upf-3']);
    expect(assess(fleetOf(), { services: new Set() })).toEqual([]);
  });
});

describe('what was measured or published', () => {
  const known = (meanMs: number, more: Partial<KnownOutage> = {}): KnownOutage => ({
    ...{ failure: 'application-killed', endedBy: 'failover', meanMs, source: `a test of ${meanMs}` },
    ...more,
  });
  const of = (assumptions: Assumptions, change?: Change) =>
    expectationOf('mec-1/upf-1', change, assumptions).failures.find(({ failure }) => failure === 'application-killed')!;

  test('takes the place of the budget, the longest mean of several', () => {
    expect(of({ measured: [known(20), known(90), known(40)] }).outage).toEqual({
      ...{ ms: 90, from: 'measured', source: 'a test of 90' },
    });
    expect(of({ measured: [known(20, { failure: 'drain' })] }).outage).toEqual({ ms: 197, from: 'budget' });
  });

  test('says how long a repair takes, unless that is given', () => {
    const measured = [known(2000, { endedBy: 'repair' })];
    expect(of({ measured }).repair).toMatchObject({ ms: 2000, from: 'measured' });
    expect(of({ measured, repairMs: { 'application-killed': 7 } }).repair).toEqual({ ms: 7, from: 'given' });
  });

  test('is no failover where the fleet predicts none', () => {
    const alone: Change = (description) => (description.services!['sensors']!.sites = ['mec-1']);
    expect(of({ measured: [known(20)] }, alone)).toMatchObject({ failover: false, outage: { from: 'repair' } });
  });

  test('stands beside: the figures of the thesis at a failure an hour give its half percent', () => {
    const published = [known(596.67), known(17_171.92, { endedBy: 'repair' })];
    const found = of({ published, mtbfMs: { 'application-killed': 3_600_000 } });
    expect(found.published).toMatchObject({ outage: { ms: 596.67, from: 'published' }, repair: { ms: 17_171.92 } });
    expect(found.published?.improvement).toBeCloseTo(0.0045816, 7);
    expect(found.outage).toEqual({ ms: 197, from: 'budget' });
    expect(of({ published: [known(5, { failure: 'drain' })] })).not.toHaveProperty('published');
  });
});

test('more time between failures, and shorter repairs, never make a client network worse off', () => {
  const fleet = fleetOf();
  const time = fc.integer({ min: 1, max: 1e12 });
  const times = fc.record(Object.fromEntries(failureIds.map((id) => [id, time])));
  fc.assert(
    fc.property(times, times, fc.constantFrom(...failureIds), fc.integer({ min: 1, max: 1e12 }), (mtbfMs, repairMs, id, more) => {
      const whole = (assumptions: Assumptions) => assess(fleet, { ...assumptions, sites: new Set(['mec-1']) })[0]!;
      const before = whole({ mtbfMs, repairMs });
      expect(whole({ mtbfMs: { ...mtbfMs, [id]: mtbfMs[id]! + more }, repairMs }).availability).toBeGreaterThanOrEqual(
        before.availability,
      );
      expect(whole({ mtbfMs, repairMs: { ...repairMs, [id]: repairMs[id]! + more } }).availability).toBeLessThanOrEqual(
        before.availability,
      );
    }),
    { numRuns: 25 },
  );
});
