import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { HeldConnection } from '../../../agent/src/health/held-connection';
import { arrival, pass, useFakeClock } from '../equipment/fake-clock';

const servers: Server[] = [];
const connections: HeldConnection[] = [];
beforeEach(() => useFakeClock());
afterEach(() => {
  connections.splice(0).forEach((connection) => connection.close());
  servers.splice(0).forEach((server) => server.close());
  jest.useRealTimers();
});

/** A server that does something with every connection; with when each came. */
async function serverThat(takes: (socket: Socket) => void, at = 0): Promise<{ port: number; times: number[]; server: Server }> {
  const times: number[] = [];
  const server = createServer((socket) => {
    times.push(performance.now());
    socket.on('error', () => undefined);
    takes(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, times, server };
}

/** A connection to a port. */
async function held(port: number, onLost: (connection: HeldConnection) => void = () => undefined): Promise<HeldConnection> {
  const connection: HeldConnection = new HeldConnection('127.0.0.1', port, () => onLost(connection));
  connections.push(connection);
  connection.open();
  await arrival();
  return connection;
}

/** Times from one connection to the next, ms; a look at sockets takes 5. */
const waits = (times: readonly number[]) => times.slice(1).map((at, index) => Math.floor((at - (times[index] ?? 0)) / 10) * 10);

describe('a held connection', () => {
  test('is opened ever more rarely where the server closes it at once, however often it is asked for', async () => {
    const { port, times } = await serverThat((socket) => socket.destroy());
    await held(port, (connection) => connection.open());
    await pass(34_000);
    expect(waits(times)).toEqual([100, 500, 2000, 10_000, 10_000, 10_000]);
  });

  test('is opened again at once where the server keeps idle connections for a while', async () => {
    const lost: number[] = [];
    const { port, times } = await serverThat((socket) => setTimeout(() => socket.destroy(), 1200));
    await held(port, () => lost.push(performance.now()));
    await pass(2500);
    // The next is there in the moment in which one ends: a back-off would wait 100 ms.
    expect(waits(times)).toEqual([1200, 1200]);
    expect(lost).toHaveLength(2);
  });

  test('is opened at once when the endpoint answers again, however often it was refused before', async () => {
    const { port, server } = await serverThat(() => undefined);
    await new Promise((closed) => server.close(closed));
    const connection = await held(port);
    // Refused at once, after 100 ms, and waits 500 ms now.
    await pass(250);
    const { times } = await serverThat(() => undefined, port);
    await pass(50);
    expect(times).toHaveLength(0);
    connection.revive();
    await arrival();
    expect(times).toHaveLength(1);
  });

  test('stays one where the server keeps it, however often it is asked for', async () => {
    const { port, times } = await serverThat(() => undefined);
    const connection = await held(port);
    for (let time = 0; time < 5; time += 1) {
      connection.open();
      await pass(1000);
    }
    expect(times).toHaveLength(1);
  });

  test('tells nobody, and is opened no more, when it was closed for good', async () => {
    const lost = jest.fn();
    const { port, times } = await serverThat(() => undefined);
    (await held(port, lost)).close();
    await pass(20_000);
    expect([times.length, lost.mock.calls.length]).toEqual([1, 0]);
  });
});
