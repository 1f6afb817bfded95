import { Duration, Size, Testing } from 'cdk8s';
import type { Chart } from 'cdk8s';
import { AnycastService, BfdDaemonSet, FailoverAgent, MetalLBPeering } from '../../lib/constructs';
import { Fleet } from '../../lib/fleet';
import { manifestsOf } from '../../lib/constructs';
import { exampleDescription } from './example-fleet';

const peers = [{ name: 'b', address: '10.1.1.1' }];
const peering = { mode: 'frr', pools: { a: ['203.0.113.0/24'] }, hostAs: 64512, siteAs: 64701, peers, hosts: ['h1'] } as const;
const image = 'registry.example/a:1';
const service = {
  name: 'a',
  namespace: 'a',
  vips: ['203.0.113.1'],
  port: 80,
  protocol: 'TCP',
  selector: { app: 'a' },
} as const;

/** The same construct twice: with times and sizes as objects, and as text. */
const table: readonly (readonly [what: string, objects: (chart: Chart) => void, text: (chart: Chart) => void])[] = [
  [
    'the health and the workload of a service',
    (chart) =>
      new AnycastService(chart, 'a', {
        vip: '203.0.113.1',
        health: { http: '/', every: Duration.millis(50), timeout: Duration.millis(80) },
        workload: { image, memory: Size.mebibytes(128), storage: Size.gibibytes(1), stop: { grace: Duration.seconds(9) } },
      }),
    (chart) =>
      new AnycastService(chart, 'a', {
        vip: '203.0.113.1',
        health: { http: '/', every: '50ms', timeout: '80ms' },
        workload: { image, memory: '128Mi', storage: '1Gi', stop: { grace: '9s' } },
      }),
  ],
  [
    'the health of a port',
    (chart) =>
      new AnycastService(chart, 'a', {
        vip: '203.0.113.1',
        workload: { image },
        ports: [{ port: 80, health: { http: '/', every: Duration.seconds(1) } }],
      }),
    (chart) =>
      new AnycastService(chart, 'a', {
        vip: '203.0.113.1',
        workload: { image },
        ports: [{ port: 80, health: { http: '/', every: '1s' } }],
      }),
  ],
  [
    'the timers and BFD of the peering',
    (chart) =>
      new MetalLBPeering(chart, 'a', {
        ...peering,
        timers: { hold: Duration.seconds(6), keepalive: Duration.seconds(2) },
        bfd: { interval: Duration.millis(100) },
      }),
    (chart) =>
      new MetalLBPeering(chart, 'a', { ...peering, timers: { hold: '6s', keepalive: '2s' }, bfd: { interval: '100ms' } }),
  ],
  [
    'the BFD of the daemon',
    (chart) => new BfdDaemonSet(chart, 'a', { peers: ['10.1.1.1'], bfd: { interval: Duration.millis(20) } }),
    (chart) => new BfdDaemonSet(chart, 'a', { peers: ['10.1.1.1'], bfd: { interval: '20ms' } }),
  ],
  [
    'what the agent is told',
    (chart) =>
      new FailoverAgent(chart, 'a', {
        services: [{ ...service, health: { port: 80, every: Duration.millis(200) } }],
        settings: { a: { timing: { holdDown: Duration.millis(20_000) }, guards: { tieBreak: Duration.millis(100) } } },
      }),
    (chart) =>
      new FailoverAgent(chart, 'a', {
        services: [{ ...service, health: { port: 80, every: '200ms' } }],
        settings: { a: { timing: { holdDown: '20000ms' }, guards: { tieBreak: '100ms' } } },
      }),
  ],
];

const written = (make: (chart: Chart) => void) => {
  const chart = Testing.chart();
  make(chart);
  expect(chart.node.findAll().flatMap((construct) => construct.node.validate())).toEqual([]);
  return manifestsOf(chart);
};

describe('a Duration and a Size of cdk8s', () => {
  test.each(table)('are taken as their text is: %s', (_, objects, text) => expect(written(objects)).toEqual(written(text)));

  test('are refused as their text is, with the place', () => {
    const chart = Testing.chart();
    const bfd = new BfdDaemonSet(chart, 'a', { peers: ['10.1.1.1'], bfd: { interval: Duration.millis(10.5) } });
    const peers = new MetalLBPeering(chart, 'b', { ...peering, timers: { hold: Duration.millis(3500) } });
    expect(bfd.node.validate().join()).toMatch(/^bfd\.interval = "10\.5ms"/);
    expect(peers.node.validate().join()).toMatch(/^timers\.hold = "3500ms".*whole seconds/);
  });

  test('are taken in a fleet that a program describes', () => {
    const fleet = (interval: string | Duration) => Fleet.from({ ...exampleDescription(), defaults: { bfd: { interval } } });
    expect(fleet(Duration.millis(70)).site('mec-1').bfd).toEqual(fleet('70ms').site('mec-1').bfd);
    expect(() => fleet(Duration.seconds(90))).toThrow(/90000/);
  });
});
