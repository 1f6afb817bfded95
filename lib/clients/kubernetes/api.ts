import type { StreamListener } from './stream';

/** What every Kubernetes object has. In the items of a list neither `apiVersion` nor `kind` is repeated. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly { readonly manager?: string; readonly fieldsV1?: unknown }[];
  };
}

/** A whole object as plain data, of any kind, such as one of a manifest. */
export interface KubernetesObject extends KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [key: string]: unknown;
}

/** How a patch is meant: server-side apply owns what it names, a merge patch just sets it. */
export type PatchKind = 'apply' | 'merge';

/** The little of the Kubernetes API that programs of ours use. Paths are whole, with their query. */
export interface KubernetesApi {
  /** @throws ApiError */
  get<T>(path: string): Promise<T>;
  /** @throws ApiError */
  create<T>(path: string, body: object): Promise<T>;
  /** Replaces; fails with 409 if the resourceVersion in the body is not the newest. @throws ApiError */
  replace<T>(path: string, body: object): Promise<T>;
  /**
   * Changes. An apply takes fields over from other managers, and an unknown or doubled field is refused.
   *
   * @throws ApiError
   */
  patch<T>(path: string, body: object, kind: PatchKind, fieldManager: string): Promise<T>;
  /** Deletes. @throws ApiError */
  remove(path: string): Promise<void>;
  /**
   * Opens a stream of lines, such as a watch.
   *
   * @returns closes it
   */
  stream(path: string, listener: StreamListener): () => void;
}
