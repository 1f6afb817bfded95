import { RouteLabels, routeOfSite } from '../../../lab/src/clusters/cluster-labels';
import type { KubernetesApi, KubernetesObject } from '../../../lab/src/clusters/kubernetes-api';
import type { RouteLabelChange } from '../../../lab/src/model/running-lab';

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

describe('the routes of a site', () => {
  const routesOf = async (labels: Record<string, string>) => {
    const objects = [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'hello', namespace: 'apps', labels } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'hello-workload', namespace: 'apps' } },
    ];
    const api = { list: () => Promise.resolve(objects) } as unknown as KubernetesApi;
    const hosts = new Map([
      ['anycast-mec.io/route.host-1', 'host-1'],
      ['anycast-mec.io/route.host-2', 'host-2'],
    ]);
    const [only, ...others] = await new RouteLabels(
      () => api,
      new Map([['hello', 'apps']]),
      () => true,
      hosts,
    ).routes();
    expect(others).toEqual([]);
    return [routeOfSite(only!.hosts.values()), ...only!.hosts.values()];
  };

  test.each([
    ['none', {}, ['announced', 'announced', 'announced']],
    ['that of the site, which the agent set', { route: 'withdrawn' }, ['withdrawn', 'withdrawn', 'withdrawn']],
    ['a drain', { route: 'drain' }, ['drained', 'drained', 'drained']],
    ['that of one host', { 'route.host-1': 'withdrawn' }, ['announced', 'withdrawn', 'announced']],
    ['those of all hosts', { 'route.host-1': 'withdrawn', 'route.host-2': 'drain' }, ['drained', 'withdrawn', 'drained']],
    ['both, of which the lesser counts', { route: 'drain', 'route.host-2': 'withdrawn' }, ['drained', 'drained', 'withdrawn']],
    ['a value that nobody knows', { route: 'x' }, ['withdrawn', 'withdrawn', 'withdrawn']],
  ])('are as the labels say, whoever set them: %s', async (_, labels, expected) => {
    const own = Object.fromEntries(Object.entries(labels).map(([key, value]) => [`anycast-mec.io/${key}`, value]));
    await expect(routesOf(own)).resolves.toEqual(expected);
  });
});
