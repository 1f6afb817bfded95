import type { KubernetesApi, KubernetesObject } from './api';
import { ApiError } from './api-error';

/** HTTP status of what is not there. */
const notFound = 404;

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The kinds that an API server serves, asked for once for each group and version, and again for a kind that was not there yet. */
export class KnownKinds {
  private readonly resources = new Map<string, readonly ApiResource[]>();

  public constructor(private readonly api: Pick<KubernetesApi, 'get'>) {}

  /** The path of an object. @throws ApiError 404 if the server does not know its kind (yet) */
  public async pathOf({ apiVersion, kind, metadata }: KubernetesObject): Promise<string> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = this.find(base, kind) ?? (await this.ask(base, kind));
    if (!resource) throw new ApiError(notFound, `the server knows no ${kind} of ${apiVersion}`);
    const scope = resource.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${base}${scope}/${resource.name}/${encodeURIComponent(metadata.name)}`;
  }

  private async ask(base: string, kind: string): Promise<ApiResource | undefined> {
    const { resources } = await this.api.get<{ resources: ApiResource[] }>(base);
    this.resources.set(base, resources);
    return this.find(base, kind);
  }

  /** Names with a slash are parts of an object, such as its status. */
  private find(base: string, kind: string): ApiResource | undefined {
    return this.resources.get(base)?.find((entry) => entry.kind === kind && !entry.name.includes('/'));
  }
}
