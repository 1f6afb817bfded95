import { join } from 'node:path';
import { Fleet } from 'anycast-mec';
import { labFleet } from '../../../lab/src/keeper/lab-fleet';
import { streamsFor } from '../../../lab/src/measure/streams';

const own = Fleet.load(join(__dirname, '../fleets/two-sites.yaml'));
const { fleet } = labFleet(own, { mpls: false });
const intervals = (...args: Parameters<typeof streamsFor>) =>
  streamsFor(...args)
    .processes.flat()
    .map(({ name, intervalMs }) => [name, intervalMs]);

describe('the streams of a trial', () => {
  test('are UDP at 1 kHz, HTTP at three paces, and flows where a host of several is lost', () => {
    expect(intervals(fleet, 'mec-1', 1, true)).toEqual([
      ['udp-1ms', 1],
      ['http-20ms', 20],
      ['http-100ms', 100],
      ['http-kept', 100],
      ['udp-flows', 50],
    ]);
    expect(streamsFor(fleet, 'mec-1', 1, false).primary).toBe('udp-1ms');
  });

  test('at a pace for slow machines are fewer', () => {
    expect(intervals(fleet, 'mec-1', 1, true, 5)).toEqual([
      ['udp-5ms', 5],
      ['http-100ms', 100],
      ['http-kept', 100],
    ]);
    expect(streamsFor(fleet, 'mec-1', 1, true, 5).primary).toBe('udp-5ms');
  });

  test("without the lab's own service outages are taken from the fastest HTTP", () => {
    expect(streamsFor(own, 'mec-1', 1, false).primary).toBe('http-20ms');
  });
});
