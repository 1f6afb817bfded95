import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';

/**
 * Runs `work` while nobody else of this machine does so for the same folder; waits for whoever does. The lock is a name in the
 * kernel (an abstract unix socket) and not a file: it is gone with its process, however that ends.
 *
 * @param waiting called once if somebody else holds the lock
 */
export async function exclusively<T>(folder: string, waiting: () => void, work: () => Promise<T>): Promise<T> {
  const address = `\0anycast-mec-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
  let told = false;
  for (;;) {
    const lock = await take(address);
    if (lock) {
      try {
        return await work();
      } finally {
        lock.close();
      }
    }
    if (!told) waiting();
    told = true;
    await gone(address);
  }
}

/** The lock, or undefined if another process has it. */
async function take(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const sockets = new Set<{ destroy(): void }>();
    const server = createServer((socket) => {
      // Those who wait hold a connection, whose end tells them.
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    });
    server.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    const close = server.close.bind(server);
    server.close = (done) => {
      for (const socket of sockets) socket.destroy();
      return close(done);
    };
    server.listen(address, () => resolve(server));
  });
}

/** Returns when whoever holds the lock has let it go. */
async function gone(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.on('error', () => undefined).on('close', () => setTimeout(resolve, 50));
    socket.resume();
  });
}
