import { networkInterfaces } from 'node:os';
import { mayReadStatus, StatusServer } from '../../../agent/src/runtime/status-server';
import type { ServerView } from '../../../agent/src/runtime/status-server';
import { testNeeding } from '../../real/network/requirements';

/** An address of this machine that others reach, too. */
const outside = Object.values(networkInterfaces())
  .flat()
  .find((entry) => entry?.family === 'IPv4' && !entry.internal)?.address;
const noOutside = outside === undefined ? 'an IPv4 address beside those of lo (any interface that is up has one)' : undefined;

const view = (statusReaders: ServerView['statusReaders']): ServerView => ({
  status: () => ({ secret: 'endpoints' }) as never,
  statusReaders,
  ready: () => true,
  metrics: () => Promise.resolve('metric 1\n'),
  says: (vip) => (vip === '203.0.113.1' ? 'serving' : undefined),
  seen: () => ({}),
  leaderAddress: () => undefined,
});

/** Codes of the answers to these paths, asked at an address. */
async function codes(readers: ServerView['statusReaders'], address: string): Promise<Record<string, number>> {
  const server = new StatusServer(view(readers));
  const port = await server.listen(0);
  try {
    const paths = ['status', 'vip/203.0.113.1', 'healthz', 'readyz', 'metrics'];
    const answers = await Promise.all(paths.map(async (path) => (await fetch(`http://${address}:${port}/${path}`)).status));
    return Object.fromEntries(paths.map((path, index) => [path, answers[index] ?? 0]));
  } finally {
    server.close();
  }
}

const open = { 'vip/203.0.113.1': 200, healthz: 200, readyz: 200, metrics: 200 };

describe('all that an agent knows', () => {
  test.each(['127.0.0.1', '[::ffff:127.0.0.1]'])('is told to callers of its own pod (%s)', async (address) =>
    expect(await codes('local', address)).toEqual({ status: 200, ...open }),
  );

  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.0.2.7', false],
    ['::ffff:192.0.2.7', false],
    ['2001:db8::1', false],
    [undefined, false],
  ])('is told to %s: %p, unless it is for all', (caller, isTold) => {
    expect(mayReadStatus(caller, 'local')).toBe(isTold);
    expect(mayReadStatus(caller, 'all')).toBe(true);
  });

  // Through a socket, from an address that others reach.
  testNeeding('is not told to others, who are told what they need', noOutside, async () => {
    expect(await codes('local', outside ?? '')).toEqual({ status: 403, ...open });
    expect(await codes('all', outside ?? '')).toEqual({ status: 200, ...open });
  });
});
