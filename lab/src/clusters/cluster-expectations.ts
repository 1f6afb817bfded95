import { listObjects } from 'anycast-mec/clients';
import type { KubeObject } from 'anycast-mec/clients';
import type { Expectation } from '../model/expectation';
import { nodesOf, podsOf } from './cluster-state';
import type { RunningCluster } from './running-cluster';

/** What must hold at a site while nothing is broken, beyond what routers show. */
export function clusterExpectations(cluster: RunningCluster): Expectation[] {
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
          .filter(({ nodeName }) => nodes.get(nodeName) !== 'Ready')
          .map((host) => `${host.fullName}: ${nodes.get(host.nodeName) ?? 'no node'}`),
      ];
    }),
    check('pods Ready', async () => [...(await unfinished(cluster)), ...(await notReady(cluster))]),
    check('VIPs given by MetalLB', () => vipsMissing(cluster)),
  ];
}

async function notReady({ api }: RunningCluster): Promise<string[]> {
  const pods = await podsOf(api);
  return pods
    .filter(({ ready, ending }) => !ready && !ending)
    .map(({ namespace, name, reason, node }) => `${namespace}/${name} at ${node || 'no host'}: ${reason}`);
}

interface Deployment extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly readyReplicas?: number; readonly observedGeneration?: number };
}

interface DaemonSet extends KubeObject {
  readonly status: {
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
    readonly observedGeneration?: number;
  };
}

interface ServiceWithAddress extends KubeObject {
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

/** Deployments and DaemonSets that have fewer ready pods than they should. */
async function unfinished({ api }: RunningCluster): Promise<string[]> {
  const [deployments, sets] = await Promise.all([
    listObjects<Deployment>(api, { path: '/apis/apps/v1/deployments' }),
    listObjects<DaemonSet>(api, { path: '/apis/apps/v1/daemonsets' }),
  ]);
  const lines: string[] = [];
  for (const { metadata, spec, status } of deployments.items) {
    const wanted = spec.replicas ?? 1;
    const { readyReplicas = 0, observedGeneration = 0 } = status;
    if (readyReplicas < wanted || observedGeneration < (metadata.generation ?? 0))
      lines.push(`Deployment ${metadata.namespace}/${metadata.name}: ${readyReplicas} of ${wanted} ready`);
  }
  for (const { metadata, status } of sets.items) {
    const { numberReady = 0, desiredNumberScheduled = 0, observedGeneration = 0 } = status;
    if (numberReady < desiredNumberScheduled || observedGeneration < (metadata.generation ?? 0))
      lines.push(`DaemonSet ${metadata.namespace}/${metadata.name}: ${numberReady} of ${desiredNumberScheduled} ready`);
  }
  return lines;
}

async function vipsMissing({ api, site }: RunningCluster): Promise<string[]> {
  const { items } = await listObjects<ServiceWithAddress>(api, { path: '/api/v1/services' });
  return site.services.flatMap(({ name, vips, description }) => {
    const found = items.find(({ metadata }) => metadata.name === name && metadata.namespace === (description.namespace ?? name));
    const given = found?.status?.loadBalancer?.ingress?.map(({ ip }) => ip) ?? [];
    return vips.filter(({ address }) => !given.includes(address)).map(({ address }) => `${name}: ${address} not given yet`);
  });
}
