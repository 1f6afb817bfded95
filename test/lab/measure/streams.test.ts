import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { labFleet } from '../../../lab/src/model/lab-fleet';
import { streamsFor } from '../../../lab/src/measure/streams';

const own = Fleet.load(join(__dirname, '../fleets/two-sites.yaml'));
const { fleet } = labFleet(own, { mpls: false });
const lab = { fleet, programs: {} };
const intervals = (asking: Parameters<typeof streamsFor>[1]) =>
  streamsFor(lab, asking)
    .processes.flat()
    .map(({ name, intervalMs }) => [name, intervalMs]);

describe('the streams of a trial', () => {
  test('are UDP at 1 kHz, HTTP at three paces, and flows where a host of several is lost', () => {
    expect(intervals({ site: 'mec-1', run: 1, flows: true })).toEqual([
      ['udp-1ms', 1],
      ['http-20ms', 20],
      ['http-100ms', 100],
      ['http-kept', 100],
      ['udp-flows', 50],
    ]);
    expect(streamsFor(lab, { site: 'mec-1', run: 1 }).primary).toBe('udp-1ms');
  });

  test('at a pace for slow machines are fewer', () => {
    expect(intervals({ site: 'mec-1', run: 1, flows: true, paceMs: 5 })).toEqual([
      ['udp-5ms', 5],
      ['http-100ms', 100],
      ['http-kept', 100],
    ]);
    expect(streamsFor(lab, { site: 'mec-1', run: 1, flows: true, paceMs: 5 }).primary).toBe('udp-5ms');
  });

  test("without the lab's own service outages are taken from the fastest HTTP", () => {
    expect(streamsFor({ fleet: own, programs: {} }, { site: 'mec-1', run: 1 }).primary).toBe('http-20ms');
  });
});

describe('the streams of a trial with one service', () => {
  const ports = labFleet(Fleet.load(join(__dirname, '../../../examples/ports/fleet.yaml')), { mpls: false }).fleet;
  const asked = (service: string, more: object = {}) =>
    streamsFor({ fleet: ports, programs: { client: '/opt/client' } }, { site: 'mec-1', run: 1, service, ...more });
  const summary = ({ processes }: ReturnType<typeof streamsFor>) =>
    processes.flat().map(({ name, port, intervalMs }) => [name, port, intervalMs]);

  test.each([
    [
      'resolver',
      [
        ['dns 53/UDP', 53, 20],
        ['dns 53/TCP', 53, 20],
      ],
    ],
    [
      'web',
      [
        ['https 443/TCP', 443, 50],
        ['h3 443/UDP', 443, 50],
      ],
    ],
    [
      'broker',
      [
        ['mqtt 1883/TCP', 1883, 50],
        ['mqtts 8883/TCP', 8883, 50],
      ],
    ],
  ])('ask %s at each port in its protocol, and take the outage from the first', (service, expected) => {
    expect(summary(asked(service))).toEqual(expected);
    expect(asked(service)).toMatchObject({ service, primary: expected[0]?.[0] });
  });

  test('ask less often at a pace for slow machines', () => {
    expect(summary(asked('web', { paceMs: 5 })).map(([, , intervalMs]) => intervalMs)).toEqual([100, 100]);
  });

  test('are refused where the site does not serve it, and where the fleet has no such service', () => {
    expect(() => asked('web', { site: 'mec-9' })).toThrow('mec-9 does not serve web');
    expect(() => asked('nothing')).toThrow('nothing');
  });
});
