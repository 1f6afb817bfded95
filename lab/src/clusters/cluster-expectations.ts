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

/** Deployments and DaemonSets that have fewer ready pods than they should. */
async function unfinished({ api }: RunningCluster): Promise<string[]> {
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

async function vipsMissing({ api, site }: RunningCluster): Promise<string[]> {
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
