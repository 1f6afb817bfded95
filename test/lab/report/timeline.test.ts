import { rowsOf } from '../../../lab/src/report/rows';
import { timelinePicture } from '../../../lab/src/report/pictures/timeline';
import type { Trial } from '../../../lab/src/measure/journal';
import { journalOf, streamAt1Khz, trialOf } from '../measure/synthetic';

/** The lanes of the picture of a trial with these events, and what is in them. */
function drawn(events: Trial['events'], target = '203.0.113.254:7007'): string[] {
  const trial = trialOf(1, 260, 320, { events, phases: [] });
  const [row] = rowsOf({ folder: '', journal: journalOf([trial]) });
  const stream = { ...streamAt1Khz(4500, () => 'mec-1/host-1'), target };
  const { data } = timelinePicture(row!, trial, stream, 2_000_000_000n) as {
    data: readonly { name: string; values: readonly { lane: string; kind: string }[] }[];
  };
  return data
    .find(({ name }) => name === 'events')!
    .values.map(({ lane, kind }) => `${lane}: ${kind}`)
    .sort();
}

const event = (kind: Trial['events'][number]['kind'], where: string, detail: string) => ({ atMs: 20, kind, where, detail });

describe('the timeline of a trial', () => {
  test('shows route labels in a lane of their site', () => {
    expect(drawn([event('route-label', 'mec-1', 'hello withdrawn')])).toEqual(['label mec-1: route label set']);
  });

  test('takes no VIP for another whose text begins alike', () => {
    const events = [event('bgp-withdraw', 'mec-1/border-1', '203.0.113.14/32 to isp/pe-1')];
    expect(drawn(events, '203.0.113.1:7007')).toEqual([]);
    expect(drawn(events, '203.0.113.14:7007')).toHaveLength(1);
  });

  test('shows what routers say of the VIP that is asked, and of no other', () => {
    expect(
      drawn([
        event('bfd-down', 'mec-1/border-1', 'mec-1/host-1'),
        event('bgp-withdraw', 'mec-1/border-1', '203.0.113.254/32'),
        event('fib-changed', 'mec-1/border-1', '203.0.113.254 via 10.0.0.1'),
        event('fib-changed', 'mec-1/border-1', '203.0.113.1 via 10.0.0.1'),
      ]),
    ).toEqual(['BFD mec-1/border-1: BFD down', 'BGP mec-1/border-1: withdraw sent', 'kernel mec-1/border-1: kernel route set']);
  });
});
