import type { Cluster, PlainObject } from './cluster';

/** How long the real provider waits for a rollout, ms. */
const readyWithinMs = 600_000;
const pollMs = 200;

/** Waits as the real provider does for the kinds whose readiness others need, unless the object says not to. */
export async function waitUntilReady(cluster: Cluster, path: string, object: PlainObject): Promise<PlainObject> {
  const end = Date.now() + readyWithinMs;
  for (;;) {
    const live = await cluster.call('GET', path);
    const waiting = object.metadata.annotations?.['pulumi.com/skipAwait'] === 'true' ? undefined : unready(live);
    if (waiting === undefined) return live;
    if (Date.now() > end) throw new Error(`${object.kind} ${object.metadata.name} is not ready after 10 minutes: ${waiting}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function unready({ kind, metadata, spec, status = {} }: PlainObject): string | undefined {
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const condition = (type: string) =>
    (status.conditions ?? []).some((entry: any) => entry.type === type && entry.status === 'True');
  const replicas = spec?.replicas ?? 1;
  if (kind === 'CustomResourceDefinition') return condition('Established') ? undefined : 'not established';
  if (
    kind === 'Deployment' &&
    !(isSeen && (status.updatedReplicas ?? 0) >= replicas && (status.availableReplicas ?? 0) >= replicas)
  )
    return `${status.availableReplicas ?? 0} of ${replicas} available`;
  if (
    kind === 'DaemonSet' &&
    !(isSeen && status.desiredNumberScheduled > 0 && status.numberReady >= status.desiredNumberScheduled)
  )
    return `${status.numberReady ?? 0} of ${status.desiredNumberScheduled ?? 0} ready`;
  return undefined;
}
