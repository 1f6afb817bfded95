import { listObjects } from 'anycast-mec/clients';
import type { KubeObject, KubernetesApi } from 'anycast-mec/clients';
import type { PodStatus } from './hosts/container-processes';

/** A pod as far as its state is concerned. */
export interface PodState {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Name of its node; empty while it has none. */
  readonly node: string;
  readonly ready: boolean;
  /** Whether it was deleted and has not ended yet. */
  readonly ending: boolean;
  readonly status: PodStatus;
  /** Why it is not ready, in a few words. */
  readonly reason: string;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

interface Node extends KubeObject {
  readonly status: { readonly conditions?: readonly Condition[] };
}

interface Pod extends KubeObject {
  readonly spec: { readonly nodeName?: string };
  readonly status: PodStatus & { readonly phase?: string; readonly conditions?: readonly Condition[] };
}

/** `Ready`, or why not, of each node. */
export async function nodesOf(api: KubernetesApi): Promise<Map<string, string>> {
  const { items } = await listObjects<Node>(api, { path: '/api/v1/nodes' });
  return new Map(
    items.map(({ metadata, status }) => {
      const ready = status.conditions?.find(({ type }) => type === 'Ready');
      return [metadata.name, ready?.status === 'True' ? 'Ready' : `NotReady (${ready?.message ?? 'no word from its kubelet'})`];
    }),
  );
}

/** Pods of all namespaces, or of those that a query selects. */
export async function podsOf(api: KubernetesApi, query: Readonly<Record<string, string>> = {}): Promise<PodState[]> {
  const { items } = await listObjects<Pod>(api, { path: '/api/v1/pods', query });
  return items.map(({ metadata, spec, status }) => {
    const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
    return {
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      labels: metadata.labels ?? {},
      node: spec.nodeName ?? '',
      ready,
      ending: metadata.deletionTimestamp !== undefined,
      status,
      reason: ready ? '' : reasonOf(status),
    };
  });
}

function reasonOf(status: Pod['status']): string {
  const states = (status.containerStatuses ?? []) as readonly { state?: { waiting?: { reason?: string; message?: string } } }[];
  const waiting = states.flatMap(({ state }) => state?.waiting ?? [])[0];
  if (waiting) return `${waiting.reason ?? 'waiting'}${waiting.message === undefined ? '' : `: ${waiting.message}`}`;
  const condition = status.conditions?.find(({ status: state, message }) => state !== 'True' && message !== undefined);
  return condition?.message ?? status.phase ?? 'no word from its kubelet';
}
