import type { Expectation } from '../expectations/expectation';
import type { ClusterSite } from './cluster-site';
import type { PodStatus } from './container-processes';
import type { KubernetesApi } from './kubernetes-api';

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

/** `Ready`, or why not, of each node. */
export async function nodesOf(api: KubernetesApi): Promise<Map<string, string>> {
  const nodes = await api.list('/api/v1/nodes');
  return new Map(
    nodes.map(({ metadata, status }) => {
      const ready = (status as { conditions?: Condition[] }).conditions?.find(({ type }) => type === 'Ready');
      return [metadata.name, ready?.status === 'True' ? 'Ready' : `NotReady (${ready?.message ?? 'no word from its kubelet'})`];
    }),
  );
}

/** Pods of all namespaces, or of those that a query selects. */
export async function podsOf(api: KubernetesApi, query: Readonly<Record<string, string>> = {}): Promise<PodState[]> {
  const pods = await api.list('/api/v1/pods', query);
  return pods.map((pod) => {
    const { metadata } = pod;
    const spec = pod['spec'] as { nodeName?: string };
    const status = pod['status'] as PodStatus & { phase?: string; conditions?: Condition[] };
    const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
    return {
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      labels: metadata.labels ?? {},
      node: spec.nodeName ?? '',
      ready,
      ending: metadata['deletionTimestamp'] !== undefined,
      status,
      reason: ready ? '' : reasonOf(status),
    };
  });
}

function reasonOf(status: PodStatus & { readonly phase?: string; readonly conditions?: readonly Condition[] }): string {
  const states = (status.containerStatuses ?? []) as readonly { state?: { waiting?: { reason?: string; message?: string } } }[];
  const waiting = states.flatMap(({ state }) => state?.waiting ?? [])[0];
  if (waiting) return `${waiting.reason ?? 'waiting'}${waiting.message === undefined ? '' : `: ${waiting.message}`}`;
  const condition = status.conditions?.find(({ status: state, message }) => state !== 'True' && message !== undefined);
  return condition?.message ?? status.phase ?? 'no word from its kubelet';
}

/** What must hold at a site while nothing is broken, beyond what routers show. */
export function clusterExpectations(cluster: ClusterSite): Expectation[] {
  const { site } = cluster;
  const check = (name: string, look: () => Promise<string[]>): Expectation => ({
    name: `${site.name}: ${name}`,
    check: () => look().catch((error: unknown) => [error instanceof Error ? error.message : String(error)]),
  });
  return [
    check('nodes Ready', async () => {
      const nodes = await nodesOf(cluster.api);
      return [
        ...cluster.controlPlane.ended(),
        ...site.hosts
          .filter(({ name }) => nodes.get(name) !== 'Ready')
          .map((host) => `${host.fullName}: ${nodes.get(host.name) ?? 'no node'}`),
      ];
    }),
    check('pods Ready', async () => [...(await unfinished(cluster)), ...(await notReady(cluster))]),
    check('VIPs given by MetalLB', () => vipsMissing(cluster)),
  ];
}

async function notReady({ api }: ClusterSite): Promise<string[]> {
  const pods = await podsOf(api);
  return pods
    .filter(({ ready, ending }) => !ready && !ending)
    .map(({ namespace, name, reason, node }) => `${namespace}/${name} at ${node || 'no host'}: ${reason}`);
}

/** Deployments and DaemonSets that have fewer ready pods than they should. */
async function unfinished({ api }: ClusterSite): Promise<string[]> {
  const [deployments, sets] = await Promise.all([api.list('/apis/apps/v1/deployments'), api.list('/apis/apps/v1/daemonsets')]);
  const lines: string[] = [];
  for (const { metadata, spec, status } of deployments) {
    const wanted = (spec as { replicas?: number }).replicas ?? 1;
    const { readyReplicas = 0, observedGeneration = 0 } = status as { readyReplicas?: number; observedGeneration?: number };
    if (readyReplicas < wanted || observedGeneration < Number(metadata['generation']))
      lines.push(`Deployment ${metadata.namespace}/${metadata.name}: ${readyReplicas} of ${wanted} ready`);
  }
  for (const { metadata, status } of sets) {
    const { numberReady = 0, desiredNumberScheduled = 0, observedGeneration = 0 } = status as Record<string, number>;
    if (numberReady < desiredNumberScheduled || observedGeneration < Number(metadata['generation']))
      lines.push(`DaemonSet ${metadata.namespace}/${metadata.name}: ${numberReady} of ${desiredNumberScheduled} ready`);
  }
  return lines;
}

async function vipsMissing({ api, site }: ClusterSite): Promise<string[]> {
  const services = await api.list('/api/v1/services');
  return site.services.flatMap(({ name, vips, description }) => {
    const found = services.find(
      ({ metadata }) => metadata.name === name && metadata.namespace === (description.namespace ?? name),
    );
    const status = found?.['status'] as { loadBalancer?: { ingress?: { ip?: string }[] } } | undefined;
    const given = status?.loadBalancer?.ingress?.map(({ ip }) => ip) ?? [];
    return vips.filter(({ address }) => !given.includes(address)).map(({ address }) => `${name}: ${address} not given yet`);
  });
}
