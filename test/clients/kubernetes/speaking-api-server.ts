import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { HttpKubernetesApi } from 'anycast-mec/clients';

/** A request as the server of the test had it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A server of the test that speaks as an API server, without TLS. */
export class SpeakingApiServer {
  public readonly asked: Asked[] = [];
  /** Connections so far, the oldest first. */
  public readonly sockets: Socket[] = [];
  private readonly apis: HttpKubernetesApi[] = [];
  private port = 0;
  private readonly server = createServer((request, response) => void this.take(request, response));

  /** @param answer called with each request */
  public constructor(private readonly answer: (asked: Asked, response: ServerResponse) => void) {
    this.server.on('connection', (socket) => this.sockets.push(socket));
  }

  public async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** A client of it. */
  public client(answerMs = 1000, token: () => string | undefined = () => undefined): HttpKubernetesApi {
    const server = new URL(`http://127.0.0.1:${this.port}`);
    const api = new HttpKubernetesApi({ server, token, userAgent: 'test', answerMs });
    this.apis.push(api);
    return api;
  }

  /** Ends it, and all connections. */
  public async stop(): Promise<void> {
    this.apis.splice(0).forEach((api) => api.close());
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const url = new URL(request.url ?? '', 'http://server');
    const asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
    this.asked.push(asked);
    this.answer(asked, response);
  }
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Answers with a refusal, as an API server has it. */
export function refusal(response: ServerResponse, status: number, message: string): void {
  json(response, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: status, message }, status);
}
