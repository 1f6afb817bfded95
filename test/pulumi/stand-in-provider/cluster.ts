import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';

/** A Kubernetes object as plain data. */
export type PlainObject = Record<string, any>;

interface Kind {
  readonly path: string;
  readonly namespaced: boolean;
}

/** An answer of the API server that is no success. */
export class ApiError extends Error {
  public constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The API server that a kubeconfig with a token names. Its certificate is the test's own, and is not checked. */
export class Cluster {
  private readonly server: string;
  private readonly token: string;
  private readonly kinds = new Map<string, Kind>();

  /** @param kubeconfig path or contents */
  public constructor(kubeconfig: string) {
    const config = parse(kubeconfig.includes('\n') || kubeconfig.startsWith('{') ? kubeconfig : readFileSync(kubeconfig, 'utf8'));
    this.server = config.clusters[0].cluster.server;
    this.token = config.users[0].user.token;
  }

  /** The path of an object; undefined if the API server does not know its kind (yet). */
  public async pathOf(object: PlainObject): Promise<{ collection: string; item: string } | undefined> {
    const kind = await this.kindOf(object.apiVersion, object.kind);
    if (!kind) return undefined;
    const base = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
    const namespace = kind.namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : '';
    const collection = `${base}${namespace}/${kind.path}`;
    return { collection, item: `${collection}/${object.metadata.name}` };
  }

  /** @throws ApiError if the answer is no success */
  public call(method: string, path: string, body?: object, type = 'application/json'): Promise<PlainObject> {
    const url = new URL(path, this.server);
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${this.token}`,
        accept: 'application/json',
        ...(body && { 'content-type': type }),
      };
      const sent = request(url, { method, headers, rejectUnauthorized: false, timeout: 30_000 }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          const answer = text.startsWith('{') ? JSON.parse(text) : { message: text };
          const status = response.statusCode ?? 0;
          if (status < 300) resolve(answer);
          else reject(new ApiError(status, answer.message));
        });
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer within 30 s')));
      sent.on('error', (error) => reject(new Error(`configured Kubernetes cluster is unreachable: ${error.message}`)));
      sent.end(body && JSON.stringify(body));
    });
  }

  private async kindOf(apiVersion: string, kind: string): Promise<Kind | undefined> {
    const key = `${apiVersion}/${kind}`;
    const known = this.kinds.get(key);
    if (known) return known;
    try {
      const list = await this.call('GET', apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);
      for (const entry of list.resources) {
        if (!entry.name.includes('/'))
          this.kinds.set(`${apiVersion}/${entry.kind}`, { path: entry.name, namespaced: entry.namespaced });
      }
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
    return this.kinds.get(key);
  }
}
