import { ApiError, WatchedObjects } from 'anycast-mec/clients';
import type { KubeObject, KubernetesApi, StreamEnd, StreamListener, WatchEnd } from 'anycast-mec/clients';

const object = (name: string, resourceVersion: string): KubeObject => ({ metadata: { name, namespace: 'n', resourceVersion } });

/** An API server whose lists and watches the test feeds. */
class FedServer implements Pick<KubernetesApi, 'get' | 'stream'> {
  public readonly asked: string[] = [];
  public items: readonly KubeObject[] = [];
  public version = '1';
  /** What a watch that is opened meets. */
  public atOpening: (server: FedServer) => void = (server) => server.listener?.opened();
  public listener: StreamListener | undefined;
  public open = 0;

  public get<T>(path: string): Promise<T> {
    this.asked.push(`list ${path}`);
    return Promise.resolve({ items: this.items, metadata: { resourceVersion: this.version } } as T);
  }

  public stream(path: string, listener: StreamListener): () => void {
    this.asked.push(`watch from ${new URLSearchParams(path.split('?')[1]).get('resourceVersion')}`);
    this.listener = listener;
    this.open += 1;
    setImmediate(() => this.atOpening(this));
    return () => this.end({ how: 'stopped' });
  }

  public tell(type: string, told: object): void {
    this.listener?.line(JSON.stringify({ type, object: told }));
  }

  public end(end: StreamEnd): void {
    if (!this.listener) return;
    this.open -= 1;
    const { listener } = this;
    this.listener = undefined;
    listener.ended(end);
  }

  public fail(status: number): void {
    this.end({ how: 'failed', error: new ApiError(status, 'so it is') });
  }
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Objects that are listed and watched, and what their user was told. */
async function started(items: readonly KubeObject[], prepare: (server: FedServer) => void = () => undefined) {
  const server = new FedServer();
  server.items = items;
  prepare(server);
  const told: string[][] = [];
  const ends: WatchEnd[] = [];
  const watched = new WatchedObjects<KubeObject>(
    server as unknown as KubernetesApi,
    { path: '/services' },
    (all) => told.push(all.map(({ metadata }) => metadata.name)),
    (end) => ends.push(end),
  );
  watched.start();
  await jest.advanceTimersByTimeAsync(1);
  return { server, watched, told, ends, how: () => ends.map(({ how }) => how) };
}

describe('objects that are watched', () => {
  test('are those of the list, and follow the watch', async () => {
    const { server, told } = await started([object('a', '1')]);
    server.tell('ADDED', object('b', '2'));
    server.tell('DELETED', object('a', '3'));
    expect(told).toEqual([['a'], ['a', 'b'], ['b']]);
  });

  test('are watched on from where a watch ended', async () => {
    const { server, how, told } = await started([object('a', '1')]);
    server.tell('BOOKMARK', { metadata: { resourceVersion: '7' } });
    server.end({ how: 'closed' });
    expect(told).toEqual([['a']]);
    // The next attempt alone is waited for.
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(1000);
    expect(server.asked).toEqual(['list /services', 'watch from 1', 'watch from 7']);
    expect(how()).toEqual(['closed']);
  });

  test.each<[string, WatchEnd['how'], (server: FedServer) => void]>([
    ['refuses the version (410)', 'forgotten', (server) => server.fail(410)],
    ['says within the watch that the version is gone', 'forgotten', (server) => server.tell('ERROR', { code: 410 })],
    ['says within the watch that something failed', 'failed', (server) => server.tell('ERROR', { code: 500 })],
    ['tells what is no event', 'failed', (server) => server.listener?.line('<html>')],
    ['tells JSON that is no event', 'failed', (server) => server.listener?.line('{"kind":"Status"}')],
  ])('are listed again where the server %s, so that what went meanwhile is gone', async (_, end, happens) => {
    const { server, told, watched, how } = await started([object('a', '1'), object('b', '1')]);
    server.items = [object('b', '9')];
    server.version = '9';
    happens(server);
    expect([watched.connected, server.open]).toEqual([false, 0]);
    await jest.advanceTimersByTimeAsync(1000);
    expect(server.asked).toEqual(['list /services', 'watch from 1', 'list /services', 'watch from 9']);
    expect(told.at(-1)).toEqual(['b']);
    expect(watched.connected).toBe(true);
    expect(how()).toEqual([end]);
  });

  test('are not connected before the server has accepted the watch', async () => {
    const { server, watched } = await started([], (fed) => (fed.atOpening = () => undefined));
    expect([watched.synced, watched.connected]).toEqual([true, false]);
    server.listener?.opened();
    expect(watched.connected).toBe(true);
  });
});

describe('the end of a watch is told', () => {
  test('with its error, where it failed', async () => {
    const { server, ends } = await started([]);
    server.fail(503);
    expect(ends).toMatchObject([{ how: 'failed', error: { status: 503, message: 'so it is' } }]);
  });

  test('where its connection died unseen: it is open for longer than the server lets it', async () => {
    const { server, ends, watched } = await started([object('a', '1')]);
    await jest.advanceTimersByTimeAsync(63_000);
    expect([ends, watched.connected]).toEqual([[], true]);
    await jest.advanceTimersByTimeAsync(3_000);
    expect(ends).toMatchObject([{ how: 'failed', error: { status: 0, message: expect.stringMatching(/connection is dead/) } }]);
    expect(server.asked).toEqual(['list /services', 'watch from 1', 'watch from 1']);
    expect([server.open, watched.connected]).toEqual([1, true]);
  });

  test.each<[string, (server: FedServer) => void]>([
    ['while it is open', () => undefined],
    ['while it is not accepted', (server) => (server.atOpening = () => undefined)],
    ['between two attempts', (server) => (server.atOpening = () => server.fail(503))],
    ['while it lists', (server) => (server.get = () => new Promise(() => undefined))],
    [
      'while it lists, which fails later',
      (server) => (server.get = () => new Promise((_, reject) => setTimeout(() => reject(new ApiError(0, 'late')), 1000))),
    ],
    ['while it lists in vain', (server) => (server.get = () => Promise.reject(new ApiError(0, 'refused')))],
  ])('where it is stopped %s: once, and nothing follows', async (_, prepare) => {
    const { server, watched, how } = await started([], prepare);
    const before = how().length;
    watched.stop();
    watched.stop();
    const asked = server.asked.length;
    await jest.advanceTimersByTimeAsync(200_000);
    expect(how().slice(before)).toEqual(['stopped']);
    expect([server.asked.length, server.open, watched.connected]).toEqual([asked, 0, false]);
  });
});

describe('a server in trouble is asked ever more rarely, and the objects stay as they were last seen', () => {
  test.each<[string, (server: FedServer) => void]>([
    ['refuses every watch', (server) => server.fail(503)],
    ['has forgotten every version (410)', (server) => server.fail(410)],
    [
      'accepts and says that something failed',
      (server) => {
        server.listener?.opened();
        server.tell('ERROR', { code: 500 });
      },
    ],
    [
      'accepts and closes at once',
      (server) => {
        server.listener?.opened();
        server.end({ how: 'closed' });
      },
    ],
  ])('where it %s', async (_, happens) => {
    const { server, watched } = await started([object('a', '1')], (fed) => (fed.atOpening = happens));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(watched.all).toHaveLength(1);
    // 50 ms, 0.2, 0.5, 1, 2 and then 5 s, each by half more or less: not at every moment, and not never.
    const watches = server.asked.filter((asked) => asked.startsWith('watch')).length;
    expect(watches).toBeGreaterThan(8);
    expect(watches).toBeLessThan(30);
  });

  test('where it does not list', async () => {
    const lists = jest.fn(() => Promise.reject(new ApiError(0, 'refused')));
    const { watched } = await started([], (fed) => (fed.get = lists));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(watched.synced).toBe(false);
    expect(lists.mock.calls.length).toBeGreaterThan(8);
    expect(lists.mock.calls.length).toBeLessThan(30);
  });

  test('but is asked again soon once it has told something', async () => {
    const { server } = await started([object('a', '1')], (fed) => (fed.atOpening = () => fed.fail(503)));
    await jest.advanceTimersByTimeAsync(20_000);
    server.atOpening = () => server.tell('MODIFIED', object('a', '2'));
    await jest.advanceTimersByTimeAsync(8_000);
    server.fail(503);
    const before = server.asked.length;
    await jest.advanceTimersByTimeAsync(100);
    expect(server.asked.slice(before)).toEqual(['watch from 2']);
  });

  test('but is asked again at once after watches that went well, though nothing was told', async () => {
    const { server } = await started([object('a', '1')]);
    for (let minute = 0; minute < 20; minute += 1) {
      await jest.advanceTimersByTimeAsync(60_000);
      server.end({ how: 'closed' });
      await jest.advanceTimersByTimeAsync(100);
      expect(server.open).toBe(1);
    }
  });
});
