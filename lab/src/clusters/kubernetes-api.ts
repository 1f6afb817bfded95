import { createInterface } from 'node:readline';
import { Pool } from 'undici';

/** A Kubernetes object as plain data. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

/** An answer of the API server that is no success. */
export class ApiError extends Error {
  public override readonly name = 'ApiError';

  public constructor(
    /** HTTP status. */
    public readonly status: number,
    /** What the server said, in its own words. */
    message: string,
  ) {
    super(message);
  }
}

/** Where an API server is, and who asks. */
export interface ApiAccess {
  /** Such as `https://198.19.1.2:6443`. */
  readonly origin: string;
  /** Certificate(s) that it is trusted by, PEM. */
  readonly ca: string;
  /** A name in its certificate. */
  readonly serverName: string;
  readonly token: string;
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** How an object is patched. */
export type PatchType = 'apply-patch+yaml' | 'merge-patch+json';

/** A client of one API server: a few connections that stay open, no client library. */
export class KubernetesApi {
  private readonly pool: Pool;
  private readonly resources = new Map<string, readonly ApiResource[]>();

  public constructor(private readonly access: ApiAccess) {
    this.pool = new Pool(access.origin, {
      connections: 8,
      connect: { ca: access.ca, servername: access.serverName, timeout: 5_000 },
      headersTimeout: 35_000,
      bodyTimeout: 35_000,
    });
  }

  /** Closes the connections. */
  public close(): Promise<void> {
    return this.pool.destroy();
  }

  /**
   * Asks and waits for the whole answer.
   *
   * @throws ApiError if the server refuses; Error if it cannot be reached
   */
  public async request(method: Method, path: string, body?: unknown, contentType = 'application/json'): Promise<unknown> {
    const answer = await this.pool.request({
      method,
      path,
      headers: { authorization: `Bearer ${this.access.token}`, accept: 'application/json', 'content-type': contentType },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new ApiError(answer.statusCode, messageOf(text));
    return text.startsWith('{') ? JSON.parse(text) : text;
  }

  /** What the server says at `/readyz`; undefined while it does not answer. */
  public async readiness(): Promise<string | undefined> {
    return this.request('GET', '/readyz').then(String, (error: unknown) =>
      error instanceof ApiError ? error.message : undefined,
    );
  }

  /**
   * Server-side apply with strict field validation: an unknown or doubled field is refused.
   *
   * @param manager field manager
   * @throws ApiError if the object is refused, or its kind is not known (404)
   */
  public async apply(object: KubernetesObject, manager: string): Promise<KubernetesObject> {
    const query = new URLSearchParams({ fieldManager: manager, fieldValidation: 'Strict', force: 'true' });
    const path = await this.pathOf(object);
    return (await this.request(
      'PATCH',
      `${path}?${query.toString()}`,
      object,
      'application/apply-patch+yaml',
    )) as KubernetesObject;
  }

  /** The objects of a list; `query` may select by label or field. */
  public async list(path: string, query: Readonly<Record<string, string>> = {}): Promise<KubernetesObject[]> {
    const search = new URLSearchParams(query).toString();
    const { items } = (await this.request('GET', search ? `${path}?${search}` : path)) as { items: KubernetesObject[] };
    return items;
  }

  /**
   * Tells the objects of a list as they are and as they change, until it is ended or the server does not answer any more.
   *
   * @returns ends it
   */
  public watch(path: string, tell: (object: KubernetesObject) => void): () => void {
    const ended = new AbortController();
    const follow = async () => {
      const { body } = await this.pool.request({
        method: 'GET',
        path: `${path}?watch=true`,
        headers: { authorization: `Bearer ${this.access.token}`, accept: 'application/json' },
        bodyTimeout: 0,
        signal: ended.signal,
      });
      for await (const line of createInterface(body)) tell((JSON.parse(line) as { object: KubernetesObject }).object);
    };
    follow().catch(() => undefined);
    return () => ended.abort();
  }

  /**
   * The path of an object.
   *
   * @throws ApiError 404 if the server does not know its kind (yet)
   */
  public async pathOf({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = await this.resource(base, kind);
    if (!resource) throw new ApiError(404, `the server knows no ${kind} of ${apiVersion}`);
    const scope = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${base}${scope}/${resource.name}/${encodeURIComponent(metadata.name)}`;
  }

  private async resource(base: string, kind: string): Promise<ApiResource | undefined> {
    const find = () => this.resources.get(base)?.find((entry) => entry.kind === kind && !entry.name.includes('/'));
    if (!find()) {
      const { resources } = (await this.request('GET', base)) as { resources: ApiResource[] };
      this.resources.set(base, resources);
    }
    return find();
  }
}

/** The message of a Status object, else the text itself. */
function messageOf(text: string): string {
  try {
    const status = JSON.parse(text) as { message?: string };
    return status.message ?? text;
  } catch {
    return text;
  }
}
