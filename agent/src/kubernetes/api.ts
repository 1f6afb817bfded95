/** What the agent needs of a Kubernetes object. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly { readonly manager?: string; readonly fieldsV1?: unknown }[];
  };
}

/** How a patch is meant: server-side apply owns what it names, a merge patch just sets it. */
export type PatchKind = 'apply' | 'merge';

/** The API server refused, or could not be reached (status 0). */
export class ApiError extends Error {
  public constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The little of the Kubernetes API that the agent uses. */
export interface KubernetesApi {
  /** @throws ApiError */
  get<T>(path: string): Promise<T>;
  /** @throws ApiError */
  create<T>(path: string, body: object): Promise<T>;
  /** Replaces; fails with 409 if the resourceVersion in the body is not the newest. @throws ApiError */
  replace<T>(path: string, body: object): Promise<T>;
  /** @throws ApiError */
  patch<T>(path: string, body: object, kind: PatchKind, fieldManager: string): Promise<T>;
  /** Opens a stream of lines. Calls back with each line, and once when it ends. Returns what closes it. */
  stream(path: string, onLine: (line: string) => void, onEnd: (error?: Error) => void): () => void;
}
