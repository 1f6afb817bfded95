import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { ApiAccess } from './api-access';
import type { KubernetesApi, PatchKind } from './api';
import { ApiError, messageOf } from './api-error';
import { streamLines } from './stream';
import type { StreamListener } from './stream';

/** Longest silence before an answer, ms. */
const usualAnswerMs = 5000;

const patchTypes: Readonly<Record<PatchKind, string>> = {
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
};

/** What a server-side apply asks for besides. */
const applyQuery = { force: 'true', fieldValidation: 'Strict' };

/** What a socket says that the other side had closed while it was idle. */
const closedWhileIdle = ['ECONNRESET', 'EPIPE'];

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
  private readonly answerMs: number;

  public constructor(private readonly access: ApiAccess) {
    this.isPlain = access.server.protocol === 'http:';
    this.answerMs = access.answerMs ?? usualAnswerMs;
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
    const query = new URLSearchParams({ fieldManager, ...(kind === 'apply' && applyQuery) }).toString();
    return this.call({ method: 'PATCH', path: `${path}?${query}`, body, type: patchTypes[kind] });
  }

  public async remove(path: string): Promise<void> {
    await this.call({ method: 'DELETE', path });
  }

  /** An answer that is no object, such as that of `/readyz`. @throws ApiError */
  public text(path: string): Promise<string> {
    return this.answer({ method: 'GET', path });
  }

  public stream(path: string, listener: StreamListener): () => void {
    return streamLines(this.open({ method: 'GET', path }, undefined, false), this.answerMs, listener);
  }

  /** Closes all connections that are kept. */
  public close(): void {
    this.agent.destroy();
  }

  private async call<T>(call: Call): Promise<T> {
    const text = await this.answer(call);
    try {
      return JSON.parse(text) as T;
    } catch {
      // Such as the page of a proxy that stands in between.
      throw new ApiError(0, `${call.method} ${call.path}: the answer is no JSON: ${messageOf(text)}`);
    }
  }

  private async answer(call: Call): Promise<string> {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    const first = this.open(call, body, true);
    try {
      return await this.answerTo(first, body);
    } catch (error) {
      // A kept connection may have been closed while idle: nothing was answered, and every call here may be repeated.
      if (!(error instanceof NoAnswer && error.mayBeRepeated)) throw error;
      return this.answerTo(this.open(call, body, true), body);
    }
  }

  private answerTo(outgoing: ClientRequest, body: string | undefined): Promise<string> {
    const { answerMs } = this;
    return new Promise((resolve, reject) => {
      const giveUp = () => outgoing.destroy(new Error(`no answer of the API server in ${answerMs} ms`));
      // The time of a socket begins when it is connected; an API server whose host is gone never lets it.
      const timer = setTimeout(giveUp, answerMs);
      outgoing.setTimeout(answerMs, giveUp);
      outgoing.once('close', () => clearTimeout(timer));
      outgoing.on('error', (error) => reject(new NoAnswer(error, outgoing.reusedSocket)));
      outgoing.once('response', (response) => {
        clearTimeout(timer);
        textOf(response).then(
          (text) => {
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) resolve(text);
            else reject(new ApiError(status, messageOf(text)));
          },
          (error: Error) => reject(new ApiError(0, error.message)),
        );
      });
      outgoing.end(body);
    });
  }

  private open({ method, path, type }: Call, body: string | undefined, pooled: boolean): ClientRequest {
    const { server, ca, serverName, token, userAgent } = this.access;
    const current = token();
    const headers = {
      accept: 'application/json',
      'user-agent': userAgent,
      ...(current !== undefined && { authorization: `Bearer ${current}` }),
      ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
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
    const trust = { ...(ca !== undefined && { ca }), ...(serverName !== undefined && { servername: serverName }) };
    return request({ ...options, ...trust, agent: agent as Agent | false });
  }
}

/** Nothing was answered. */
class NoAnswer extends ApiError {
  public readonly mayBeRepeated: boolean;

  /** @param reused whether the connection had served before */
  public constructor(error: NodeJS.ErrnoException, reused: boolean) {
    super(0, error.message);
    this.mayBeRepeated = reused && closedWhileIdle.includes(error.code ?? '');
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const chunk of response) text += chunk as string;
  return text;
}
