import type { KubeObject, KubernetesApi } from './api';
import { urlOf } from './object-scope';
import type { ObjectScope } from './object-scope';

/** Objects as they are together at one version of the cluster. */
export interface ObjectList<T> {
  readonly items: readonly T[];
  /** From here on a watch tells what changes. */
  readonly version: string;
}

/** The objects of a scope. @throws ApiError */
export async function listObjects<T extends KubeObject>(api: KubernetesApi, scope: ObjectScope): Promise<ObjectList<T>> {
  const { items, metadata } = await api.get<{ items: T[] | null; metadata: { resourceVersion: string } }>(urlOf(scope));
  return { items: items ?? [], version: metadata.resourceVersion };
}
