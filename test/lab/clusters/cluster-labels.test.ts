import { RouteLabels, routeOfSite } from '../../../lab/src/clusters/cluster-labels';
import { ApiError } from 'anycast-mec/clients';
import type { KubernetesApi, StreamListener } from 'anycast-mec/clients';
import type { RouteLabelChange } from '../../../lab/src/model/running-lab';

/** Labels of an API server whose lists and watch the test feeds. */
async function watched() {
  let listener: StreamListener | undefined;
  let ended = false;
  let items: object[] = [];
  const api = {
    get: () => Promise.resolve({ items, metadata: { resourceVersion: '1' } }),
    stream: (_path: string, opened: StreamListener) => {
      listener = opened;
      return () => (ended = true);
    },
  } as unknown as KubernetesApi;
  const changes: RouteLabelChange[] = [];
  const unseen: string[] = [];
  const end = new RouteLabels(
    () => api,
    new Map([['hello', 'apps']]),
    () => true,
    new Map([
      ['anycast-mec.io/route.host-1', 'host-1'],
      ['anycast-mec.io/route.node-2.example.net', 'host-2'],
    ]),
  ).watch(
    (change) => changes.push(change),
    (why) => unseen.push(why),
  );
  await jest.advanceTimersByTimeAsync(1);
  const object = (labels: Record<string, string>, name: string) => ({ metadata: { name, namespace: 'apps', labels } });
  const service = (labels: Record<string, string>, name = 'hello') =>
    listener?.line(JSON.stringify({ type: 'MODIFIED', object: object(labels, name) }));
  /** The watch ends; what it lists after that has these labels. */
  const breaks = async (status: number, labels: Record<string, string>) => {
    items = [object(labels, 'hello')];
    listener?.ended({ how: 'failed', error: new ApiError(status, 'so it is') });
    await jest.advanceTimersByTimeAsync(1000);
  };
  return { changes, unseen, service, breaks, end, isEnded: () => ended };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('route labels that are watched', () => {
  test('are told as they change, of the site and of single hosts', async () => {
    const { changes, service } = await watched();
    service({ other: 'x' });
    service({ 'anycast-mec.io/route': 'drain' });
    service({ 'anycast-mec.io/route': 'withdrawn', 'anycast-mec.io/route.host-1': 'withdrawn' });
    service({});
    service({ 'anycast-mec.io/route.node-2.example.net': 'drain' });
    expect(changes).toEqual([
      { service: 'hello', route: 'drained' },
      { service: 'hello', route: 'withdrawn' },
      { service: 'hello', host: 'host-1', route: 'withdrawn' },
      { service: 'hello', route: 'announced' },
      { service: 'hello', host: 'host-1', route: 'announced' },
      { service: 'hello', host: 'host-2', route: 'drained' },
    ]);
  });

  test('are not told as they were at first, nor of other Services, nor when something else changes', async () => {
    const { changes, service, end, isEnded } = await watched();
    service({ 'anycast-mec.io/route': 'drain' });
    service({ 'anycast-mec.io/route': 'drain', other: 'x' });
    service({ 'anycast-mec.io/route': 'drain' }, 'hello-workload');
    expect(changes).toEqual([]);
    end();
    expect(isEnded()).toBe(true);
  });

  test('are told, too, that changed while the API server had no watch for us, and what was unseen is said', async () => {
    const { changes, unseen, service, breaks } = await watched();
    service({});
    await breaks(410, { 'anycast-mec.io/route': 'drain' });
    expect(unseen).toEqual([]);
    await breaks(0, {});
    service({ 'anycast-mec.io/route': 'withdrawn' });
    expect(unseen).toEqual(['so it is']);
    expect(changes).toEqual([
      { service: 'hello', route: 'drained' },
      { service: 'hello', route: 'withdrawn' },
    ]);
  });
});

describe('the routes of a site', () => {
  const routesOf = async (labels: Record<string, string>) => {
    const objects = [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'hello', namespace: 'apps', labels } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'hello-workload', namespace: 'apps' } },
    ];
    const api = { get: () => Promise.resolve({ items: objects, metadata: {} }) } as unknown as KubernetesApi;
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
