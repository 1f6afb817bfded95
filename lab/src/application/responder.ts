import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { decodeRequest, encodeReply } from '../probes/wire';

/** Where a responder answers, and as whom. */
export interface ResponderOptions {
  readonly site: string;
  readonly host: string;
  /** What tells this process from the one before it, which begins to count anew. @default - the time of its start */
  readonly pod?: string;
  readonly udp: readonly Endpoint[];
  readonly http: readonly Endpoint[];
}

/** An address and port to answer at. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** Runs of which a count is kept: an attacker, or a forgotten client, must not fill the memory. */
const mostRuns = 256;

/**
 * The application of the `routers` level: test equipment in place of the pods. Answers each datagram of a probe with who it is
 * and how many it has seen of that run, and HTTP with the same in JSON.
 */
export class Responder {
  /** Whether every HTTP answer is a 503, connections staying as they are. */
  public failing = false;
  private readonly counts = new Map<number, number>();
  private readonly closers: (() => void)[] = [];
  private requests = 0;
  /** Milliseconds of CLOCK_MONOTONIC. A process id would not do: in a namespace of its own every start has the same. */
  private readonly startedAt = String(process.hrtime.bigint() / 1_000_000n);

  public constructor(private readonly options: ResponderOptions) {}

  /**
   * Listens everywhere.
   *
   * @throws Error if an address cannot be bound
   */
  public async start(): Promise<void> {
    await Promise.all([
      ...this.options.udp.map((endpoint) => this.listenUdp(endpoint)),
      ...this.options.http.map((endpoint) => this.listenHttp(endpoint)),
    ]);
  }

  /** Listens no more. */
  public close(): void {
    for (const close of this.closers) close();
  }

  private listenUdp({ address, port }: Endpoint): Promise<void> {
    const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', recvBufferSize: 1 << 20 });
    this.closers.push(() => socket.close());
    socket.on('message', (bytes, from) => {
      const receivedNs = process.hrtime.bigint();
      const request = decodeRequest(bytes);
      if (!request) return;
      const count = this.count(request.run);
      socket.send(encodeReply(bytes, { ...this.identity, receivedNs, count }), from.port, from.address, () => undefined);
    });
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, address, () => {
        socket.off('error', reject);
        socket.on('error', () => undefined); // the way back may be gone: that is what is measured
        resolve();
      });
    });
  }

  private listenHttp({ address, port }: Endpoint): Promise<void> {
    const server: Server = createServer((_request, response) => {
      const { site, host } = this.identity;
      response.setHeader('x-lab-site', site);
      response.setHeader('x-lab-host', host);
      if (this.failing) response.writeHead(503).end('failing\n');
      else {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ ...this.identity, count: ++this.requests }));
      }
    });
    this.closers.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, () => resolve());
    });
  }

  private get identity() {
    const { site, host, pod } = this.options;
    return { site, host, pod: pod ?? this.startedAt };
  }

  private count(run: number): number {
    const count = (this.counts.get(run) ?? 0) + 1;
    this.counts.delete(run); // what was asked last is kept longest
    this.counts.set(run, count);
    const [oldest] = this.counts.keys();
    if (this.counts.size > mostRuns && oldest !== undefined) this.counts.delete(oldest);
    return count;
  }
}
