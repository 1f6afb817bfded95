import { Fleet } from '../../../lib/fleet';
import { fleetJsonSchema } from '../../../lib/fleet/description/json-schema';
import type { Loose } from '../rules/changes';
import { testbed } from '../testbed';

const told = (change: (fleet: Loose) => void) => {
  const fleet = testbed();
  change(fleet);
  return Fleet.examine(fleet)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, path }) => `${rule} ${path}`);
};
const site = (values: Loose) => (fleet: Loose) => void Object.assign(fleet.sites['mec-1'], values);
const uplink = (values: Loose) => site({ uplinks: [{ to: 'isp-x/pe-1', ...values }] });
const service = (values: Loose) => (fleet: Loose) => void Object.assign(fleet.services.sensors, values);
const workload = { image: 'registry.example/sensors:1' };

/** For each number: the largest that is taken, and the least that is not. */
const bounds: [string, (value: never) => (fleet: Loose) => void, unknown, unknown][] = [
  ['schema sites.mec-1.as', (as) => site({ as }), 4294967294, 4294967296],
  ['schema sites.mec-1.hostMaxPrefix', (hostMaxPrefix) => site({ hostMaxPrefix }), 4294967295, 4294967296],
  ['schema sites.mec-1.uplinks[0].maxPrefix', (maxPrefix) => uplink({ maxPrefix }), 4294967295, 4294967296],
  ['schema sites.mec-1.timers.hold', (hold) => site({ timers: { hold } }), '65535s', '65536s'],
  ['schema sites.mec-1.timers.hold', (hold) => site({ timers: { hold } }), '4s', '3.5s'],
  ['schema sites.mec-1.timers.hold', (hold) => site({ timers: { hold } }), '1092min', '1093min'],
  ['schema sites.mec-1.timers.keepalive', (keepalive) => site({ timers: { hold: '65535s', keepalive } }), '21845s', '21846s'],
  ['schema sites.mec-1.timers.keepalive', (keepalive) => site({ timers: { hold: '9s', keepalive } }), '2s', '2500ms'],
  ['bfd-interval-too-short sites.mec-1.bfd.interval', (interval) => site({ bfd: { interval } }), '60s', '61s'],
  ['schema sites.mec-1.bfd.multiplier', (multiplier) => site({ bfd: { multiplier } }), 255, 256],
  ['schema sites.mec-1.promise', (promise) => site({ promise }), '35791min', '35792min'],
  ['schema sites.mec-1.uplinks[0].delay', (delay) => uplink({ delay }), '274s', '275s'],
  [
    'schema services.sensors.workload.replicas',
    (replicas) => service({ workload: { ...workload, replicas } }),
    2147483647,
    2147483648,
  ],
  [
    'schema services.sensors.workload.runAsUser',
    (runAsUser) => service({ workload: { ...workload, runAsUser } }),
    2147483647,
    2147483648,
  ],
  ['schema services.sensors.health.fall', (fall) => service({ workload, health: { fall } }), 1000, 1001],
  [
    'schema services.sensors.rateLimit.burst',
    (burst) => service({ workload, rateLimit: { perClient: '5r/s', burst } }),
    2147483,
    2147484,
  ],
  [
    'schema services.sensors.rateLimit.perClient',
    (perClient) => service({ workload, rateLimit: { perClient } }),
    '999999r/s',
    '1000000r/s',
  ],
  [
    'schema services.sensors.rateLimit.aggregate',
    (aggregate) => service({ workload, rateLimit: { perClient: '1r/s', aggregate } }),
    '999999r/m',
    '1000000r/m',
  ],
  [
    'schema services.sensors.rateLimit.connectionsPerClient',
    (connectionsPerClient) => service({ workload, rateLimit: { perClient: '5r/s', connectionsPerClient } }),
    65535,
    65536,
  ],
  [
    'schema networks.isp-y.ospfArea',
    (ospfArea) => (fleet) => void (fleet.networks['isp-y'].ospfArea = ospfArea),
    4294967295,
    4294967296,
  ],
];

describe.each(bounds)('%s', (finding, change, largest, beyond) => {
  test(`takes ${String(largest)} and refuses ${String(beyond)}`, () => {
    expect(told(change(largest as never))).toEqual([]);
    expect(told(change(beyond as never))).toEqual([finding]);
  });
});

describe('the JSON Schema', () => {
  /** Every schema of a number inside. */
  function* numbers(value: unknown, path = ''): Generator<[string, Loose]> {
    if (typeof value !== 'object' || value === null) return;
    if ((value as Loose).type === 'integer' || (value as Loose).type === 'number') yield [path, value];
    for (const [key, entry] of Object.entries(value)) yield* numbers(entry, `${path}/${key}`);
  }

  test('bounds every number from above, below what a double can hold', () => {
    const all = [...numbers(fleetJsonSchema())];
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter(([, schema]) => !(schema.maximum <= 4294967295)).map(([path]) => path)).toEqual([]);
  });
});

describe('the remedy of a time', () => {
  const remedy = (values: Loose) => {
    const fleet = testbed() as Loose;
    Object.assign(fleet.sites['mec-1'], values);
    return Fleet.examine(fleet).findings.find(({ severity }) => severity === 'error');
  };
  test.each([
    [{ timers: { hold: '3.5s' } }, 'Write a time in whole seconds, from 3s to 65535s.'],
    [{ bfd: { interval: '2400h' } }, 'Write a time of at most 596h, with its unit, such as 50ms, 3s or 2min.'],
    [{ bfd: { interval: '61s' } }, 'Set `interval` to 60s or less; 50ms is proven on busy hosts.'],
    [{ bfd: { interval: '9ms' } }, 'Set `interval` to 10ms or more; 50ms is proven on busy hosts.'],
    [{ bfd: { interval: '50.5ms' } }, 'Set `interval` to 51ms: whole milliseconds.'],
  ])('%j is %s', (values, expected) => expect(remedy(values)?.remedy).toBe(expected));
});
