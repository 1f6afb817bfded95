import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BirdSocket } from '../../../lab/src/routers/bird-socket';
import { Vty } from '../../../lab/src/routers/vty';

const folder = mkdtempSync(join(tmpdir(), 'lab-sockets-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

/** A daemon that answers each piece it reads by `answer`. */
async function daemon(name: string, greet: string, answer: (asked: string, socket: Socket) => void): Promise<string> {
  const path = join(folder, name);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (greet) socket.write(greet);
    socket.setEncoding('utf8').on('data', (asked: string) => answer(asked, socket));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

describe("FRR's vty", () => {
  test('gives the output of each command, in order, also when it comes in pieces', async () => {
    const path = await daemon('pieces', '', (asked, socket) => {
      socket.write(asked.slice(0, -1) === 'enable' ? '' : 'said ');
      setTimeout(() => socket.write(`${asked.slice(0, -1)}\0\0`), 5);
      setTimeout(() => socket.write('\0\0'), 10);
    });
    const vty = new Vty(path);
    expect(await Promise.all([vty.command('one'), vty.command('two')])).toEqual(['said one', 'said two']);
    vty.close();
  });

  test('fails with what the daemon says of a command that it refuses, and goes on', async () => {
    const path = await daemon('refuses', '', (asked, socket) =>
      socket.write(asked.startsWith('bad') ? '% Unknown command\0\0\0\x02' : 'ok\0\0\0\0'),
    );
    const vty = new Vty(path);
    await expect(vty.command('bad')).rejects.toThrow("'bad': % Unknown command");
    expect(await vty.command('good')).toBe('ok');
    vty.close();
  });

  test('fails where no daemon runs, and finds it when it does', async () => {
    const vty = new Vty(join(folder, 'later'));
    await expect(vty.command('one')).rejects.toThrow(/ENOENT/);
    await daemon('later', '', (_asked, socket) => socket.write('here\0\0\0\0'));
    expect(await vty.command('one')).toBe('here');
    vty.close();
  });

  test('fails what waits when the daemon dies', async () => {
    const path = await daemon('dies', '', (asked, socket) =>
      asked.startsWith('enable') ? socket.write('\0\0\0\0') : socket.destroy(),
    );
    await expect(new Vty(path).command('show')).rejects.toThrow(/closed the connection/);
  });
});

describe("BIRD's control socket", () => {
  test('gives the lines of an answer without their codes', async () => {
    const path = await daemon('bird', '0001 BIRD 2.0.12 ready.\n', (_asked, socket) =>
      socket.write('1007-Table master4:\n 10.0.0.0/8 unicast\n1008-\tType: BGP\n0000 \n'),
    );
    const bird = new BirdSocket(path);
    expect(await bird.command('show route')).toBe('Table master4:\n10.0.0.0/8 unicast\n\tType: BGP');
    bird.close();
  });

  test('fails with what BIRD refuses', async () => {
    const path = await daemon('bird-refuses', '0001 BIRD 2.0.12 ready.\n', (_asked, socket) =>
      socket.write('8001 Network not found\n'),
    );
    const bird = new BirdSocket(path);
    await expect(bird.command('show route for 10.0.0.0/8')).rejects.toThrow('Network not found');
    bird.close();
  });
});
