import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { HeldConnection } from '../../../agent/src/health/held-connection';

/** A server that does something with every connection, and counts them. */
async function serverThat(closes: boolean): Promise<{ server: Server; count: () => number; port: number }> {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    socket.on('error', () => undefined);
    if (closes) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, count: () => count, port: (server.address() as AddressInfo).port };
}

describe('a held connection', () => {
  test('is opened ever more rarely where the server closes it at once, however often it is asked for', async () => {
    const { server, count, port } = await serverThat(true);
    const held: HeldConnection = new HeldConnection('127.0.0.1', port, () => held.open());
    held.open();
    await pause(450);
    held.close();
    server.close();
    // At once, and after the first wait of 100 ms; the next is 500 ms.
    expect(count()).toBeGreaterThanOrEqual(1);
    expect(count()).toBeLessThanOrEqual(2);
  });

  test('is opened again at once where the server keeps idle connections for a while', async () => {
    let count = 0;
    const server = createServer((socket) => {
      count += 1;
      socket.on('error', () => undefined).setTimeout(1200, () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const lost: number[] = [];
    const held = new HeldConnection('127.0.0.1', (server.address() as AddressInfo).port, () => lost.push(count));
    held.open();
    await pause(1260);
    held.close();
    server.close();
    // The second is there within the moment in which the first ends: a back-off would wait 100 ms.
    expect([count, lost.length]).toEqual([2, 1]);
  });

  test('is opened at once when the endpoint answers again, however often it was refused before', async () => {
    const { server, port } = await serverThat(false);
    await new Promise((closed) => server.close(closed));
    const held = new HeldConnection('127.0.0.1', port, () => undefined);
    held.open();
    // Refused at once, after 100 ms, and waits 500 ms now.
    await pause(250);
    let count = 0;
    const again = createServer((socket) => {
      count += 1;
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => again.listen(port, '127.0.0.1', resolve));
    held.revive();
    await pause(50);
    held.close();
    again.close();
    expect(count).toBe(1);
  });

  test('stays one where the server keeps it', async () => {
    const { server, count, port } = await serverThat(false);
    const held = new HeldConnection('127.0.0.1', port, () => undefined);
    held.open();
    held.open();
    await pause(200);
    held.close();
    server.close();
    expect(count()).toBe(1);
  });
});
