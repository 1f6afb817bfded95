import { ApiError, WatchedObjects } from '../../../agent/src/kubernetes';
import type { KubeObject, KubernetesApi } from '../../../agent/src/kubernetes';

const object = (name: string, resourceVersion: string): KubeObject => ({ metadata: { name, namespace: 'n', resourceVersion } });

/** An API server whose lists and watches the test feeds. */
class FedServer implements Pick<KubernetesApi, 'get' | 'stream'> {
  public readonly asked: string[] = [];
  public items: readonly KubeObject[] = [];
  public version = '1';
  private onLine: (line: string) => void = () => undefined;
  private onEnd: (error?: Error) => void = () => undefined;

  public get<T>(path: string): Promise<T> {
    this.asked.push(`list ${path}`);
    return Promise.resolve({ items: this.items, metadata: { resourceVersion: this.version } } as T);
  }

  public stream(path: string, onLine: (line: string) => void, onEnd: (error?: Error) => void): () => void {
    this.asked.push(`watch from ${new URLSearchParams(path.split('?')[1]).get('resourceVersion')}`);
    this.onLine = onLine;
    this.onEnd = onEnd;
    return () => undefined;
  }

  public tell(type: string, told: object): void {
    this.onLine(JSON.stringify({ type, object: told }));
  }

  public end(error?: Error): void {
    this.onEnd(error);
  }
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Objects that are listed and watched, and what their user was told last. */
async function started(items: readonly KubeObject[]) {
  const server = new FedServer();
  server.items = items;
  const told: string[][] = [];
  const watched = new WatchedObjects<KubeObject>(server as unknown as KubernetesApi, { path: '/services' }, (all) =>
    told.push(all.map(({ metadata }) => metadata.name)),
  );
  watched.start();
  await jest.advanceTimersByTimeAsync(0);
  return { server, watched, told };
}

describe('objects that are watched', () => {
  test('are those of the list, and follow the watch', async () => {
    const { server, told } = await started([object('a', '1')]);
    server.tell('ADDED', object('b', '2'));
    server.tell('DELETED', object('a', '3'));
    expect(told).toEqual([['a'], ['a', 'b'], ['b']]);
  });

  test('are watched on from where a watch ended', async () => {
    const { server } = await started([object('a', '1')]);
    server.tell('BOOKMARK', { metadata: { resourceVersion: '7' } });
    server.end();
    await jest.advanceTimersByTimeAsync(1000);
    expect(server.asked).toEqual(['list /services', 'watch from 1', 'watch from 7']);
  });

  test.each<[string, (server: FedServer) => void]>([
    ['refuses the version (410)', (server) => server.end(new ApiError(410, 'too old'))],
    ['says within the watch that the version is gone', (server) => server.tell('ERROR', { code: 410, message: 'too old' })],
    ['says within the watch that something failed', (server) => server.tell('ERROR', { code: 500, message: 'etcd' })],
  ])('are listed again where the server %s, so that what went meanwhile is gone', async (_, happens) => {
    const { server, told, watched } = await started([object('a', '1'), object('b', '1')]);
    server.items = [object('b', '9')];
    server.version = '9';
    happens(server);
    expect(watched.connected).toBe(false);
    await jest.advanceTimersByTimeAsync(1000);
    expect(server.asked).toEqual(['list /services', 'watch from 1', 'list /services', 'watch from 9']);
    expect(told.at(-1)).toEqual(['b']);
    expect(watched.connected).toBe(true);
  });

  test('stay as they were last seen while nobody answers, which is asked ever more rarely', async () => {
    const { server, watched } = await started([object('a', '1')]);
    const stream = jest.spyOn(server, 'stream');
    stream.mockImplementation((_path, _line, onEnd) => {
      setImmediate(() => onEnd(new ApiError(0, 'refused')));
      return () => undefined;
    });
    server.end(new ApiError(0, 'refused'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(watched.all).toHaveLength(1);
    // 50 ms, 0.2, 0.5, 1, 2 and then 5 s, each by half more or less: not at every moment, and not never.
    expect(stream.mock.calls.length).toBeGreaterThan(8);
    expect(stream.mock.calls.length).toBeLessThan(30);
  });
});
