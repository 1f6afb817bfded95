import type { Fleet } from 'anycast-mec';
import type { RouteLabelChange } from '../../../lab/src/model/running-lab';
import { monotonicNs } from '../../../lab/src/probes/schedule';
import { Watch } from '../../../lab/src/timeline/watch';

/** The route labels of a site, which the test tells. */
function watched() {
  let tell: (change: RouteLabelChange) => void = () => undefined;
  let unseen: (why: string) => void = () => undefined;
  let ended = false;
  const watch = new Watch({ sessions: [], networks: [] } as unknown as Fleet, [], [], new Set(), new Map());
  watch.labels({
    site: { name: 'mec-1' },
    watchRouteLabels: (telling: typeof tell, failing: typeof unseen) => {
      [tell, unseen] = [telling, failing];
      return () => (ended = true);
    },
  } as unknown as Parameters<Watch['labels']>[0]);
  return { watch, tell: (change: RouteLabelChange) => tell(change), unseen: (why: string) => unseen(why), isEnded: () => ended };
}

describe('route labels in a timeline', () => {
  test('stand there with what was set, and where', () => {
    const { watch, tell } = watched();
    const fromNs = monotonicNs();
    tell({ service: 'hello', route: 'withdrawn', host: 'host-1' });
    tell({ service: 'hello', route: 'announced' });
    const events = watch.between(fromNs, monotonicNs() + 1n);
    expect(events.map(({ kind, where, detail }) => [kind, where, detail])).toEqual([
      ['route-label', 'mec-1', 'hello withdrawn at host-1'],
      ['route-label', 'mec-1', 'hello announced'],
    ]);
    expect(watch.notSeen()).toEqual([]);
  });

  test('that could not be seen are said, once, with the cause', () => {
    const { watch, unseen, isEnded } = watched();
    unseen('refused');
    unseen('refused');
    expect(watch.notSeen()).toEqual(['route labels of mec-1 were not seen for a while: refused']);
    watch.close();
    expect(isEnded()).toBe(true);
  });
});
