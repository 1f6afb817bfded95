import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands in for the agent of another site: says of every VIP what a test wants. */
export class OtherSite {
  /** Undefined: the site is cut off, every question is broken off. */
  public says: 'serving' | 'announcing' | 'leaving' | undefined = 'serving';
  /** What it sees of others, by their names. */
  public seen: Readonly<Record<string, string>> | undefined;
  private readonly server = createServer((request, response) => {
    if (this.says === undefined) request.socket.destroy();
    else response.end(JSON.stringify({ says: this.says, seen: this.seen }));
  });

  /** Starts it. Returns its address. */
  public async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
