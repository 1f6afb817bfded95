import type { Site } from 'anycast-mec';
import type { KubernetesObject } from './kubernetes-api';
import type { ManifestFile } from './site-manifests';

/** What stands in for workloads that the operator has and the lab has not. */
export interface StandIns {
  readonly files: readonly ManifestFile[];
  /** One line each, for reports. */
  readonly notes: readonly string[];
}

/** Image of a stand-in: the sample application. */
const image = 'anycast-mec.lab/stand-in:1';

/**
 * Deployments in place of workloads that a fleet only selects: they exist at the operator's sites, and not in the lab. Their labels are
 * those that the service selects by; a namespace that no manifest makes is made, too.
 */
export function standIns(site: Site, files: readonly ManifestFile[]): StandIns {
  const selecting = site.services.filter(({ description }) => !description.workload && description.selector);
  if (selecting.length === 0) return { files: [], notes: [] };
  const made = new Set(
    files.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)),
  );
  const spaces = new Map<string, KubernetesObject>();
  const deployments: KubernetesObject[] = [];
  for (const { name, description } of selecting) {
    const namespace = description.namespace ?? name;
    if (!made.has(namespace)) spaces.set(namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    deployments.push(deployment(site, name, namespace, description));
  }
  return {
    files: [
      { file: '00-stand-in-namespaces.yaml', ofCluster: true, objects: [...spaces.values()] },
      { file: '35-stand-ins.yaml', ofCluster: true, objects: deployments },
    ],
    notes: selecting.map(({ name }) => `the sample application stands in for the pods that the service ${name} selects`),
  };
}

function deployment(
  site: Site,
  name: string,
  namespace: string,
  description: Site['services'][number]['description'],
): KubernetesObject {
  const labels = { ...description.selector };
  const port = description.targetPort ?? description.port ?? 80;
  const http = description.health?.http;
  const health = description.health?.port ?? port;
  const check = http === undefined ? { tcpSocket: { port: health } } : { httpGet: { path: http, port: health } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `${name}-stand-in`, namespace },
    spec: {
      replicas: site.hosts.length,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 5,
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labels },
            },
          ],
          containers: [
            {
              name: 'server',
              image,
              ports: [{ containerPort: port, protocol: description.protocol ?? 'TCP' }],
              ...(description.protocol === 'UDP' && http === undefined ? {} : { readinessProbe: { ...check, periodSeconds: 1 } }),
            },
          ],
        },
      },
    },
  };
}
