import { RouteLabels } from '../../../lab/src/clusters/cluster-labels';
import type { KubernetesApi, KubernetesObject } from '../../../lab/src/clusters/kubernetes-api';
import type { RouteLabelChange } from '../../../lab/src/keeper/running-lab';

/** Labels of an API server whose watch the test feeds. */
function watched() {
  let feed: (object: KubernetesObject) => void = () => undefined;
  let ended = false;
  const api = {
    watch: (_path: string, tell: typeof feed) => {
      feed = tell;
      return () => (ended = true);
    },
  } as unknown as KubernetesApi;
  const changes: RouteLabelChange[] = [];
  const end = new RouteLabels(
    () => api,
    new Map([['hello', 'apps']]),
    () => true,
    new Map([
      ['anycast-mec.io/route.host-1', 'host-1'],
      ['anycast-mec.io/route.node-2.example.net', 'host-2'],
    ]),
  ).watch((change) => changes.push(change));
  const service = (labels: Record<string, string>, name = 'hello') =>
    feed({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'apps', labels } });
  return { changes, service, end, isEnded: () => ended };
}

describe('route labels that are watched', () => {
  test('are told as they change, of the site and of single hosts', () => {
    const { changes, service } = watched();
    service({ other: 'x' });
    service({ 'anycast-mec.io/route': 'drain' });
    service({ 'anycast-mec.io/route': 'withdrawn', 'anycast-mec.io/route.host-1': 'withdrawn' });
    service({});
    service({ 'anycast-mec.io/route.node-2.example.net': 'drain' });
    expect(changes).toEqual([
      { service: 'hello', state: 'drain' },
      { service: 'hello', state: 'withdrawn' },
      { service: 'hello', host: 'host-1', state: 'withdrawn' },
      { service: 'hello' },
      { service: 'hello', host: 'host-1' },
      { service: 'hello', host: 'host-2', state: 'drain' },
    ]);
  });

  test('are not told as they were at first, nor of other Services, nor when something else changes', () => {
    const { changes, service, end, isEnded } = watched();
    service({ 'anycast-mec.io/route': 'drain' });
    service({ 'anycast-mec.io/route': 'drain', other: 'x' });
    service({ 'anycast-mec.io/route': 'drain' }, 'hello-workload');
    expect(changes).toEqual([]);
    end();
    expect(isEnded()).toBe(true);
  });
});
