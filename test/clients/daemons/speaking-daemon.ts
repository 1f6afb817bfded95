import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one connection was asked, and where it is answered. */
export interface Spoken {
  readonly asked: string[];
  readonly socket: Socket;
}

/** A folder of unix sockets, each with a server of the test that speaks as a routing daemon. */
export class SpeakingDaemons {
  private readonly folder = mkdtempSync(join(tmpdir(), 'daemons-'));
  private readonly servers: Server[] = [];
  private readonly sockets: Socket[] = [];

  /** The socket of a daemon, whether it runs or not. */
  public path(name: string): string {
    return join(this.folder, name);
  }

  /**
   * Starts a daemon.
   *
   * @param commandEnd what ends a command
   * @param greet sent to each connection at once
   * @param answer called with each command of each connection
   * @returns its connections so far
   */
  public async start(
    name: string,
    { commandEnd, greet }: { readonly commandEnd: string; readonly greet?: string },
    answer: (command: string, spoken: Spoken) => void,
  ): Promise<readonly Spoken[]> {
    const connections: Spoken[] = [];
    const server = createServer((socket) => {
      const spoken: Spoken = { asked: [], socket };
      connections.push(spoken);
      this.sockets.push(socket);
      socket.on('error', () => undefined);
      if (greet !== undefined) socket.write(greet);
      let rest = '';
      socket.setEncoding('utf8').on('data', (text: string) => {
        const commands = (rest + text).split(commandEnd);
        rest = commands.pop() ?? '';
        for (const command of commands) {
          spoken.asked.push(command);
          answer(command, spoken);
        }
      });
    });
    this.servers.push(server);
    await once(server.listen(this.path(name)), 'listening');
    return connections;
  }

  /** Ends all of them, and their connections. */
  public stop(): void {
    for (const server of this.servers) server.close();
    for (const socket of this.sockets) socket.destroy();
    rmSync(this.folder, { recursive: true });
  }
}
