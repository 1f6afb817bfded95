import type { KubeObject, KubernetesApi, KubernetesObject } from 'anycast-mec/clients';
import { labFieldManager } from 'anycast-mec/contract';
import { podsOf } from '../../clusters/cluster-state';
import type { RunningCluster } from '../../clusters/running-cluster';
import { isWorkload } from '../../clusters/workload-images';
import { until } from '../../network/until';
import { fault, unpredicted } from '../fault';
import { inCluster } from '../parts';
import { placeTarget } from '../target';

/** Longest rolling update, ms: on a busy machine pods take their time, and each old one has its grace period. */
const withinMs = 300_000;

/** Label by which a Deployment tells the pods of its revisions apart. */
const revisionLabel = 'pod-template-hash';

interface Deployment extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
  };
}

/**
 * A workload is rolled over, as a new image would. There is nothing to take back: the new pods are as the old ones.
 */
export const rollingUpdate = fault({
  name: 'rolling-update',
  summary:
    'the pods of a service are replaced one after the other by its Deployment; it is over when the old ones are gone (level cluster)',
  // Deployments know no hosts.
  target: placeTarget('site', 'site/service'),
  endsBfd: false,
  takesPower: false,
  about: 'losses',
  predicts: unpredicted,
  does: {
    routers: undefined,
    cluster: inCluster((cluster, { service }) => {
      const workloads = deploymentsOf(cluster, service);
      const of = service === undefined ? '' : ` of '${service}'`;
      if (workloads.length === 0) throw new Error(`${cluster.site.name} runs no workload${of} that could be updated`);
      // It takes as long as the update: until all new pods serve and the last old one has ended.
      return Promise.resolve(async () => {
        await Promise.all(workloads.map((workload) => rollOver(cluster.api, workload)));
        return () => Promise.resolve();
      });
    }),
  },
});

function deploymentsOf(cluster: RunningCluster, service: string | undefined): KubernetesObject[] {
  const namespaces = cluster.site.services
    .filter(({ name }) => service === undefined || name === service)
    .map(({ name, description }) => description.namespace ?? name);
  return cluster.manifests
    .flatMap(({ objects }) => objects.filter((object) => object.kind === 'Deployment' && isWorkload(object)))
    .filter(({ metadata }) => namespaces.includes(metadata.namespace ?? ''))
    .filter(({ metadata }) => service === undefined || [service, `${service}-stand-in`].includes(metadata.name));
}

async function rollOver(api: KubernetesApi, workload: KubernetesObject): Promise<void> {
  const { namespace = '', name } = workload.metadata;
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  const labels = (workload.spec as { selector: { matchLabels: Record<string, string> } }).selector.matchLabels;
  const own = async () =>
    (await podsOf(api)).filter(
      (pod) => pod.namespace === namespace && Object.entries(labels).every(([key, value]) => pod.labels[key] === value),
    );
  const before = new Set((await own()).map((pod) => pod.labels[revisionLabel]));
  // As `kubectl rollout restart` does.
  const annotations = { 'anycast-mec.lab/updated-at': new Date().toISOString() };
  const patch = { spec: { template: { metadata: { annotations } } } };
  const changed = await api.patch<KubeObject>(path, patch, 'merge', labFieldManager);
  const generation = changed.metadata.generation ?? 0;
  const differences = async () => {
    const { spec, status } = await api.get<Deployment>(path);
    const wanted = spec.replicas ?? 1;
    const { observedGeneration = 0, replicas, updatedReplicas, availableReplicas } = status;
    const isNew =
      observedGeneration >= generation && [replicas, updatedReplicas, availableReplicas].every((count) => count === wanted);
    if (isNew && !(await own()).some((pod) => before.has(pod.labels[revisionLabel]))) return [];
    return [`${updatedReplicas ?? 0} of ${wanted} are new, ${availableReplicas ?? 0} of ${replicas ?? 0} serve`];
  };
  await until(`${namespace}/${name} is updated`, withinMs, differences, 200);
}
