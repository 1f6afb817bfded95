import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readText } from '../sites';
import type { AgentStatus } from './status';

/** What the server asks of the agent. */
export interface ServerView {
  readonly status: () => AgentStatus;
  /** Who may read the status: callers of the same pod or host, or all. */
  readonly statusReaders: 'local' | 'all';
  readonly ready: () => boolean;
  readonly metrics: () => Promise<string>;
  /** What is said of a VIP to other sites; undefined: the VIP is not known here. */
  readonly says: (vip: string) => string | undefined;
  /** What this site sees of the others that announce a VIP, by their names. */
  readonly seen: (vip: string) => Readonly<Record<string, string>>;
  /** `address:port` of the replica that leads; undefined: this one, or nobody knows. */
  readonly leaderAddress: () => string | undefined;
}

/** Longest wait for the other replica, ms. */
const forwardMs = 200;

/** Whether a caller may read all that is known. `kubectl exec` and `kubectl port-forward` come from the pod itself. */
export function mayReadStatus(caller: string | undefined, readers: 'local' | 'all'): boolean {
  const address = caller?.replace(/^::ffff:/, '') ?? '';
  return readers === 'all' || address === '::1' || address.startsWith('127.');
}

/** Serves /healthz, /readyz, /status, /metrics, and /vip/<address>, by which other sites look at this one. Reads only. */
export class StatusServer {
  private readonly server: Server;

  public constructor(private readonly view: ServerView) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: Error) => send(response, 500, { error: error.message }));
    });
    // Small answers only: whoever is slow to ask is not waited for.
    this.server.requestTimeout = 5000;
    this.server.headersTimeout = 5000;
  }

  /** Listens. Returns the port. @throws Error if the port is taken */
  public listen(port: number, address?: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, address, () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  public close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://agent');
    if (request.method !== 'GET') return send(response, 405, { error: 'GET only' });
    if (pathname === '/healthz') return send(response, 200, { alive: true });
    if (pathname === '/readyz') return send(response, this.view.ready() ? 200 : 503, { ready: this.view.ready() });
    if (pathname === '/status') {
      if (!mayReadStatus(request.socket.remoteAddress, this.view.statusReaders))
        return send(response, 403, { error: 'to callers of this host or pod only' });
      return send(response, 200, this.view.status());
    }
    if (pathname === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(await this.view.metrics());
      return;
    }
    if (pathname.startsWith('/vip/')) {
      return this.vip(decodeURIComponent(pathname.slice('/vip/'.length)), searchParams.has('direct'), response);
    }
    send(response, 404, { error: 'known are /healthz, /readyz, /status, /metrics, /vip/<address>' });
  }

  /** Only the replica that leads knows its intentions: the other one asks it. */
  private async vip(vip: string, isDirect: boolean, response: ServerResponse): Promise<void> {
    const leader = isDirect ? undefined : this.view.leaderAddress();
    if (leader !== undefined) {
      try {
        const { status, text } = await readText(`http://${leader}/vip/${encodeURIComponent(vip)}?direct`, forwardMs);
        return send(response, status, JSON.parse(text) as object);
      } catch {
        return send(response, 503, { vip, says: 'unknown' });
      }
    }
    const says = this.view.says(vip);
    send(response, says === undefined ? 404 : says === 'serving' ? 200 : 503, {
      vip,
      says: says ?? 'unknown',
      seen: this.view.seen(vip),
    });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
