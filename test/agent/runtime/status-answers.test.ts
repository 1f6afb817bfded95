import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StatusServer } from '../../../agent/src/runtime/status-server';
import type { ServerView } from '../../../agent/src/runtime/status-server';

const known = '2001:db8::1';

/** What a server of an agent that leads is told, and what it asked for. */
const view = (more: Partial<ServerView> = {}): ServerView => ({
  status: () => ({ site: 'mec-1' }) as never,
  statusReaders: 'local',
  ready: () => true,
  metrics: () => Promise.resolve('metric 1\n'),
  says: (vip) => (vip === known ? 'serving' : undefined),
  seen: (vip) => (vip === known ? { 'mec-2': 'leaving' } : {}),
  leaderAddress: () => undefined,
  ...more,
});

const closes: (() => void)[] = [];
afterEach(() => closes.splice(0).forEach((close) => close()));

/** The port of a server with this view. */
async function listening(more: Partial<ServerView> = {}): Promise<number> {
  const server = new StatusServer(view(more));
  closes.push(() => server.close());
  return server.listen(0, '127.0.0.1');
}

/** What a server answers: status, kind of content, body. */
async function answer(path: string, more: Partial<ServerView> = {}, method = 'GET'): Promise<unknown[]> {
  const response = await fetch(`http://127.0.0.1:${await listening(more)}${path}`, { method });
  const text = await response.text();
  const type = response.headers.get('content-type');
  return [response.status, type === 'application/json' ? (JSON.parse(text) as unknown) : [type, text]];
}

describe('an agent answers', () => {
  test.each<[string, string, Partial<ServerView>, unknown[]]>([
    ['that it is alive', '/healthz', {}, [200, { alive: true }]],
    ['that it is ready', '/readyz', {}, [200, { ready: true }]],
    ['that it is not ready', '/readyz', { ready: () => false }, [503, { ready: false }]],
    ['with its status', '/status', {}, [200, { site: 'mec-1' }]],
    ['with its metrics', '/metrics', {}, [200, ['text/plain; version=0.0.4; charset=utf-8', 'metric 1\n']]],
    [
      'that it knows no such path, and which it knows',
      '/vip',
      {},
      [404, { error: 'known are /healthz, /readyz, /status, /metrics, /vip/<address>' }],
    ],
    [
      'that it failed, and why',
      '/status',
      {
        status: () => {
          throw new Error('broken');
        },
      },
      [500, { error: 'broken' }],
    ],
  ])('%s', async (_, path, more, expected) => expect(await answer(path, more)).toEqual(expected));

  test('nothing to who wants to write', async () =>
    expect(await answer('/healthz', {}, 'POST')).toEqual([405, { error: 'GET only' }]));
});

describe('what is said of a VIP', () => {
  test.each([
    ['serving', 200],
    ['announcing', 503],
    ['leaving', 503],
    ['unknown', 503],
  ])('is %s, with status %i, and what this site sees of others', async (says, status) =>
    expect(await answer(`/vip/${encodeURIComponent(known)}`, { says: () => says })).toEqual([
      status,
      { vip: known, says, seen: { 'mec-2': 'leaving' } },
    ]),
  );

  test('is unknown where it is not known here', async () =>
    expect(await answer('/vip/192.0.2.1')).toEqual([404, { vip: '192.0.2.1', says: 'unknown', seen: {} }]));
});

describe('a replica that does not lead', () => {
  const standby = { says: () => 'unknown' };
  const to = (port: number): Partial<ServerView> => ({ ...standby, leaderAddress: () => `127.0.0.1:${port}` });
  /** Something that is asked in place of a replica. */
  const other = async (listener: RequestListener): Promise<number> => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    closes.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return (server.address() as AddressInfo).port;
  };

  test('hands on what the one that leads says of a VIP, with its status', async () => {
    const leader = { says: () => 'leaving', seen: () => ({ 'mec-3': 'serving' }) };
    expect(await answer(`/vip/${encodeURIComponent(known)}`, to(await listening(leader)))).toEqual([
      503,
      { vip: known, says: 'leaving', seen: { 'mec-3': 'serving' } },
    ]);
    expect(await answer('/vip/192.0.2.1', to(await listening()))).toEqual([404, { vip: '192.0.2.1', says: 'unknown', seen: {} }]);
  });

  test('asks so that the other one does not ask back: two that each hold the other for the leader end', async () => {
    const asked: string[] = [];
    const port = await other((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await answer(`/vip/${encodeURIComponent(known)}`, to(port));
    expect(asked).toEqual(['/vip/2001%3Adb8%3A%3A1?direct']);
    expect(await answer('/vip/x?direct', to(port))).toEqual([503, { vip: 'x', says: 'unknown', seen: {} }]);
    expect(asked).toHaveLength(1);
  });

  test.each<[string, RequestListener]>([
    ['refuses', (_, response) => void response.destroy()],
    ['says no JSON', (_, response) => void response.end('?')],
    ['does not answer', () => undefined],
  ])('says that nothing is known where the one that leads %s', async (_, listener) => {
    expect(await answer('/vip/192.0.2.1', to(await other(listener)))).toEqual([503, { vip: '192.0.2.1', says: 'unknown' }]);
  });
});

test('a server whose port is taken is an error', async () => {
  const port = await listening();
  const second = new StatusServer(view());
  await expect(second.listen(port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
});
