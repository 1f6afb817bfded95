import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { analyse } from '../../../lab/src/measure/analyse';
import type { TrialRecord } from '../../../lab/src/measure/analyse';
import { neighborsOver } from '../../../lab/src/measure/neighbors-over';
import { invalidities } from '../../../lab/src/measure/validity';
import type { TimelineEvent } from '../../../lab/src/timeline/event';
import { streamAt1Khz } from './synthetic';

const fleet = Fleet.from({
  name: 'two',
  pools: { apps: '203.0.113.0/24' },
  plan: { links: '10.0.0.0/20', loopbacks: '10.0.16.0/24', hosts: '10.1.0.0/16', clients: '10.2.0.0/16' },
  networks: { isp: { as: 64600, routers: { 'pe-1': 'pe', 'pe-2': 'pe' }, links: [['pe-1', 'pe-2']] } },
  sites: {
    'mec-1': { as: 64701, hosts: 2, uplinks: [{ to: 'isp/pe-1' }], clients: ['ran'] },
    'mec-2': { as: 64702, hosts: 1, uplinks: [{ to: 'isp/pe-2' }], clients: ['ran'] },
  },
  services: { hello: { vip: '203.0.113.1', workload: { image: 'registry.example/hello:1.0' } } },
  acknowledge: [],
});

/** Borders with two interfaces and more that have sessions. */
const dualHomed = Fleet.load(join(__dirname, '../../../examples/dual-homed/fleet.yaml'));

/** The fault comes at 1000 ms of the stream, the heal at 3000 ms. */
const injectNs = 2_000_000_000n;
const healNs = 4_000_000_000n;
const at = (ms: number) => injectNs + BigInt(Math.round(ms * 1e6));
const event = (ms: number, kind: TimelineEvent['kind'], where: string, detail: string): TimelineEvent => ({
  atNs: at(ms),
  kind,
  where,
  detail,
});

/** mec-1 answers, then nobody for `gap` ms, then mec-2 until 60 ms after the heal. */
const failover = (gap: number) =>
  streamAt1Khz(4000, (index) =>
    index < 1000 || index > 3060 ? 'mec-1/host-1' : index < 1000 + gap ? undefined : 'mec-2/host-1',
  );

function record(gap: number, events: readonly TimelineEvent[] = [], more: Partial<TrialRecord> = {}): TrialRecord {
  const expected = { firstSite: 'mec-1', nextSite: 'mec-2' };
  return { streams: [failover(gap)], events, injectNs, injectedNs: at(3), healNs, expected, ...more };
}

const site = fleet.site('mec-1');
const budget = (name: string, delayMs = 0) => {
  const of = fleet.budget('mec-1').cases.find((entry) => entry.case === name);
  if (!of) throw new Error(`no budget ${name}`);
  return { of, site, delayMs };
};

describe('what a trial shows', () => {
  test('outage, failover and recovery of a total loss', () => {
    expect(analyse(record(250))).toMatchObject({
      injectionMs: 3,
      healMs: 2000,
      outageMs: 251,
      failoverMs: 250.5,
      recoveryMs: 61.5,
      wrongSite: 0,
      flags: [],
    });
    expect(analyse(record(250)).streams[0]).toMatchObject({ lost: 250, lostInRecovery: 0, gaps: 1, agrees: true });
  });

  test('a move without loss has an outage of 0, and still a failover time', () => {
    expect(analyse(record(0))).toMatchObject({ outageMs: 0, failoverMs: 0.5 });
    expect(analyse(record(0)).residualMs).toBeUndefined();
  });

  test('what never comes back is censored, not dropped', () => {
    const stream = streamAt1Khz(4000, (index) => (index < 1000 ? 'mec-1/host-1' : undefined));
    expect(analyse(record(0, [], { streams: [stream] }))).toMatchObject({ outageMs: null, failoverMs: null, recoveryMs: null });
  });

  test('losses long before the fault are not of it', () => {
    const stream = streamAt1Khz(4000, (index) =>
      index === 500 ? undefined : index < 3000 && index > 1100 ? 'mec-2/host-1' : 'mec-1/host-1',
    );
    expect(analyse(record(0, [], { streams: [stream] }))).toMatchObject({ outageMs: 0 });
  });

  test('answers of a site that is not predicted are counted', () => {
    const stream = streamAt1Khz(4000, (index) => (index >= 1200 && index < 1210 ? 'cloud/host-1' : 'mec-1/host-1'));
    expect(analyse(record(0, [], { streams: [stream] })).wrongSite).toBe(10);
  });

  test('with one of several hosts lost, the next answer is that of another host', () => {
    const stream = streamAt1Khz(4000, (index) => (index < 1000 ? 'mec-1/host-1' : index < 1150 ? undefined : 'mec-1/host-2'));
    const expected = { firstSite: 'mec-1', firstHost: 'mec-1/host-1', nextSite: 'mec-1' };
    expect(analyse(record(0, [], { streams: [stream], expected }))).toMatchObject({ outageMs: 151, failoverMs: 150.5 });
  });

  test('a trial without a stream is refused', () => {
    expect(() => analyse(record(0, [], { streams: [] }))).toThrow('without a stream');
  });
});

describe('what explains an outage', () => {
  const events = [
    event(130, 'bfd-down', 'mec-1/border-1', 'mec-1/host-1'),
    event(140, 'bfd-down', 'mec-1/border-1', 'mec-1/host-2'),
    event(190, 'bgp-withdraw', 'mec-1/border-1', '203.0.113.1/32 to isp/pe-1'),
    event(240, 'bgp-announce', 'isp/pe-1', '203.0.113.1/32 to mec-1/border-1'),
    event(290, 'fib-changed', 'mec-1/border-1', '203.0.113.1 via 10.0.0.1'),
  ];

  test('the parts end with what was seen on the wire, beside the budget of each', () => {
    const { phases, residualMs, flags } = analyse(record(291, events, { budget: budget('all-hosts-loss') }));
    expect(phases).toEqual([
      { name: 'border detects it', measuredMs: 140, budgetMs: 150 },
      { name: 'border sends it to the PE', measuredMs: 50, budgetMs: 50 },
      { name: 'PE answers with the next site', measuredMs: 50, budgetMs: 50 },
      { name: 'border forwards there', measuredMs: 50, budgetMs: 60 },
    ]);
    expect(residualMs).toBeCloseTo(1);
    expect(flags).toEqual([]);
  });

  test('where route labels are watched, the time until they are set stands apart', () => {
    const seen = [
      event(20, 'route-label', 'mec-1', 'hello withdrawn'),
      event(27, 'bgp-withdraw', 'mec-1/host-1', '203.0.113.1/32 to mec-1/border-1'),
      ...events.filter(({ kind }) => kind !== 'bfd-down'),
    ];
    const { phases } = analyse(record(291, seen, { budget: budget('withdraw') }));
    expect(phases.slice(0, 3).map(({ name, measuredMs }) => [name, measuredMs])).toEqual([
      ['route label set', 20],
      ['label to UPDATE', 7],
      ['border sends it to the PE', 163],
    ]);
    const without = analyse(record(291, seen.slice(1), { budget: budget('withdraw') })).phases[0];
    expect(without).toMatchObject({ name: 'label to UPDATE', measuredMs: 27 });
  });

  test('what hosts tell once the next site answers is no part of it', () => {
    const late = event(800, 'bgp-withdraw', 'mec-1/host-2', '203.0.113.1/32 to mec-1/border-1');
    const seen = [event(27, 'bgp-withdraw', 'mec-1/host-1', '203.0.113.1/32 to mec-1/border-1'), ...events.slice(2)];
    const lengths = (all: readonly TimelineEvent[]) =>
      analyse(record(291, all, { budget: budget('withdraw') })).phases.map((phase) => phase.measuredMs);
    expect(lengths([...seen, late])).toEqual(lengths(seen));
    expect(lengths(seen)).not.toContain(undefined);
  });

  test('a part whose event was not seen has no length, nor has the next one', () => {
    const seen = events.filter((entry) => entry.kind !== 'bgp-withdraw' && entry.kind !== 'bgp-announce');
    const { phases } = analyse(record(291, seen, { budget: budget('all-hosts-loss') }));
    expect(phases.map((phase) => phase.measuredMs)).toEqual([140, undefined, undefined, undefined]);
  });

  test('an outage that goes on after the last route is flagged', () => {
    expect(analyse(record(400, events, { budget: budget('all-hosts-loss') })).flags).toEqual([
      '110 ms of the outage come after the last change of a route that was seen',
      'the outage exceeds the budget by 90 ms',
    ]);
  });

  test('link delay is part of what is allowed', () => {
    const { overBudgetMs } = analyse(record(400, events, { budget: budget('all-hosts-loss', 60) }));
    expect(overBudgetMs).toBeCloseTo(30);
  });
});

describe('what makes a trial invalid', () => {
  const requests = [{ verb: 'host-power-off', target: 'mec-1/host-1' }];
  const valid = {
    about: 'outage' as const,
    neighborsOver: (router: string, name: string) => neighborsOver(dualHomed, router, name),
    findings: { failoverMs: 10 },
    streams: [failover(250)],
    events: [],
    requests,
    driftMs: 0,
    injectNs,
    healNs,
    stableNs: at(251),
  };

  test('nothing, where all is well', () => {
    const planned = event(140, 'bfd-down', 'mec-1/border-1', 'mec-1/host-1');
    expect(invalidities({ ...valid, events: [planned] })).toEqual([]);
  });

  test('a sender that is late where it matters; elsewhere it does not', () => {
    const late = (index: number) => {
      const stream = failover(250);
      return { ...stream, sentUs: stream.sentUs.map((sent, place) => (place === index ? sent + 9000 : sent)) };
    };
    expect(invalidities({ ...valid, streams: [late(1100)] })).toEqual(['the sender of udp-1ms was late by 9.0 ms (limit 5 ms)']);
    expect(invalidities({ ...valid, streams: [late(100)] })).toEqual([]);
  });

  test('where losses are counted, a sender of which more than one request of a hundred is late', () => {
    const lateFor = (count: number) => {
      const stream = failover(250);
      return {
        ...stream,
        sentUs: stream.sentUs.map((sent, place) => (place >= 1100 && place < 1100 + count ? sent + 9000 : sent)),
      };
    };
    const judged = (count: number) =>
      invalidities({ ...valid, requests: [{ verb: 'rolling-update', target: 'mec-1' }], streams: [lateFor(count)] });
    // Of 251 + 200 ms before the fault 452 requests were due.
    expect(judged(4)).toEqual([]);
    expect(judged(5)).toEqual(['the sender of udp-1ms was late by 9.0 ms (limit 5 ms)']);
  });

  test('a wall clock that moved', () => {
    expect(invalidities({ ...valid, driftMs: -7 })).toEqual(['the wall clock moved by -7.0 ms']);
  });

  test('BFD that goes down before the fault, or where the fault is not', () => {
    const before = event(-20, 'bfd-down', 'mec-1/border-1', 'mec-1/host-1');
    const elsewhere = event(20, 'bfd-down', 'isp/pe-2', 'mec-2/border-1');
    expect(invalidities({ ...valid, events: [before, elsewhere] })).toEqual([
      'BFD flapped without a fault: mec-1/border-1 to mec-1/host-1; isp/pe-2 to mec-2/border-1',
    ]);
  });

  test.each([
    ['drain', false],
    ['withdraw', false],
    ['app-kill', false],
    ['app-hang', false],
    ['app-error', false],
    ['pod-delete', false],
    ['rolling-update', false],
    ['api-server-down', false],
    ['host-power-off', true],
    ['bfd-daemon-kill', true],
    ['site-power-off', true],
  ])('BFD of the target of %s, unless that takes down what BFD watches: %s', (verb, endsBfd) => {
    const own = event(20, 'bfd-down', 'mec-1/border-1', 'mec-1/host-1');
    const found = invalidities({ ...valid, requests: [{ verb, target: 'mec-1' }], events: [own] });
    expect(found).toHaveLength(endsBfd ? 0 : 1);
  });

  test('at the ends of a cable that is cut, BFD of any other session', () => {
    const cut = [{ verb: 'link-cut', target: 'mec-1/left--north/n-1' }];
    const own = event(20, 'bfd-down', 'north/n-1', 'mec-1/left');
    const other = event(20, 'bfd-down', 'mec-1/left', 'mec-1/host-1');
    expect(invalidities({ ...valid, requests: cut, events: [own] })).toEqual([]);
    expect(invalidities({ ...valid, requests: cut, events: [own, other] })).toEqual([
      'BFD flapped without a fault: mec-1/left to mec-1/host-1',
    ]);
  });

  test.each([
    ['mec-1/left:hosts0', 'mec-1/host-1', 'north/n-1'],
    ['mec-1/left:hosts0', 'mec-1/right', 'north/n-1'],
    ['mec-1/left:uplink0', 'north/n-1', 'mec-1/host-1'],
    ['mec-1/left:clients0', undefined, 'mec-1/host-1'],
  ])('where an interface is cut, BFD of what runs over another: %s', (target, over, besides) => {
    const cut = [{ verb: 'link-cut', target }];
    const own = over === undefined ? [] : [event(20, 'bfd-down', 'mec-1/left', over)];
    expect(invalidities({ ...valid, requests: cut, events: own })).toEqual([]);
    expect(invalidities({ ...valid, requests: cut, events: [...own, event(20, 'bfd-down', besides, 'mec-1/left')] })).toEqual([
      `BFD flapped without a fault: ${besides} to mec-1/left`,
    ]);
  });

  test('any BFD that goes down during a drain', () => {
    const flap = event(20, 'bfd-down', 'mec-1/border-1', 'mec-1/host-1');
    expect(invalidities({ ...valid, requests: [{ verb: 'drain', target: 'mec-1' }], events: [flap] })).toHaveLength(1);
  });
});
