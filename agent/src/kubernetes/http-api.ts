import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { ApiError } from './api';
import type { KubernetesApi, PatchKind } from './api';
import type { Credentials } from './credentials';

/** Longest wait for an answer, ms. */
const answerMs = 5000;

const patchTypes: Readonly<Record<PatchKind, string>> = {
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
};

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly type?: string;
}

/** The Kubernetes API over HTTPS with connections that stay open, so that a patch needs no handshake. */
export class HttpKubernetesApi implements KubernetesApi {
  private readonly agent: Agent | PlainAgent;
  private readonly isPlain: boolean;

  public constructor(private readonly credentials: Credentials) {
    this.isPlain = credentials.server.protocol === 'http:';
    // Newest connection first: the warm one serves the patch that is urgent.
    const options = { keepAlive: true, keepAliveMsecs: 5000, maxFreeSockets: 4, scheduling: 'lifo' } as const;
    this.agent = this.isPlain ? new PlainAgent(options) : new Agent(options);
  }

  public get<T>(path: string): Promise<T> {
    return this.call({ method: 'GET', path });
  }

  public create<T>(path: string, body: object): Promise<T> {
    return this.call({ method: 'POST', path, body });
  }

  public replace<T>(path: string, body: object): Promise<T> {
    return this.call({ method: 'PUT', path, body });
  }

  public patch<T>(path: string, body: object, kind: PatchKind, fieldManager: string): Promise<T> {
    const query = `fieldManager=${encodeURIComponent(fieldManager)}${kind === 'apply' ? '&force=true' : ''}`;
    return this.call({ method: 'PATCH', path: `${path}?${query}`, body, type: patchTypes[kind] });
  }

  public stream(path: string, onLine: (line: string) => void, onEnd: (error?: Error) => void): () => void {
    let ended = false;
    const end = (error?: Error) => {
      if (ended) return;
      ended = true;
      outgoing.destroy();
      onEnd(error);
    };
    const outgoing = this.open({ method: 'GET', path }, false);
    outgoing.on('error', (error) => end(new ApiError(0, error.message)));
    outgoing.once('response', (response) => {
      response.setEncoding('utf8');
      const isRefused = response.statusCode !== 200;
      let rest = '';
      response.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        if (!isRefused) for (const line of lines) if (line !== '' && !ended) onLine(line);
      });
      response.on('error', (error) => end(new ApiError(0, error.message)));
      response.once('close', () => end(isRefused ? new ApiError(response.statusCode ?? 0, rest) : undefined));
    });
    outgoing.end();
    return () => {
      ended = true;
      outgoing.destroy();
    };
  }

  /** Closes all connections. */
  public close(): void {
    this.agent.destroy();
  }

  private async call<T>(call: Call): Promise<T> {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    try {
      return await this.once<T>(call, body);
    } catch (error) {
      // A kept connection may have been closed while idle: nothing was answered, and every call here may be repeated.
      if (error instanceof ApiError && error.status === 0 && error.message.includes('socket hang up'))
        return this.once<T>(call, body);
      throw error;
    }
  }

  private once<T>(call: Call, body: string | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const outgoing = this.open(call, true);
      outgoing.setTimeout(answerMs, () => outgoing.destroy(new Error(`no answer of the API server in ${answerMs} ms`)));
      outgoing.on('error', (error) => reject(new ApiError(0, error.message)));
      outgoing.once('response', (response) => {
        textOf(response).then(
          (text) => {
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) resolve(JSON.parse(text) as T);
            else reject(new ApiError(status, messageOf(text)));
          },
          (error: Error) => reject(new ApiError(0, error.message)),
        );
      });
      outgoing.end(body);
    });
  }

  private open({ method, path, body, type }: Call, pooled: boolean): ClientRequest {
    const { server, ca, token } = this.credentials;
    const current = token();
    const headers = {
      accept: 'application/json',
      'user-agent': 'anycast-mec-agent',
      ...(current !== undefined && { authorization: `Bearer ${current}` }),
      ...(body && { 'content-type': type ?? 'application/json' }),
    };
    const options = {
      method,
      path,
      headers,
      host: server.hostname.replace(/^\[|\]$/g, ''),
      port: server.port || (this.isPlain ? 80 : 443),
    };
    const agent = pooled ? this.agent : false;
    if (this.isPlain) return plainRequest({ ...options, agent });
    return request({ ...options, agent: agent as Agent | false, ...(ca && { ca }) });
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const chunk of response) text += chunk as string;
  return text;
}

/** The message of a Kubernetes Status, else the text itself. */
function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}
