import type { Service, Site } from 'anycast-mec';
import type { KubernetesObject } from 'anycast-mec/clients';
import { listenersOf } from '../services/listeners';
import type { Listener } from '../services/listeners';
import type { ManifestFile } from './manifest-file';

/** What stands in for workloads that the operator has and the lab has not. */
export interface StandIns {
  readonly files: readonly ManifestFile[];
  /** One line each, for reports. */
  readonly notes: readonly string[];
}

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
  for (const service of selecting) {
    const { name, description } = service;
    const namespace = description.namespace ?? name;
    if (!made.has(namespace)) spaces.set(namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    deployments.push(deployment(site, service, namespace));
  }
  return {
    files: [
      { file: '00-stand-in-namespaces.yaml', ofCluster: true, objects: [...spaces.values()] },
      { file: '35-stand-ins.yaml', ofCluster: true, objects: deployments },
    ],
    notes: selecting.map(({ name }) => `the sample application stands in for the pods that the service ${name} selects`),
  };
}

function deployment(site: Site, service: Service, namespace: string): KubernetesObject {
  const { name, description } = service;
  const labels = { ...description.selector };
  const listeners = listenersOf(service);
  const lowest = Math.min(...listeners.map(({ port }) => port));
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
          // The sample application is nobody, who may not listen below 1024 otherwise.
          ...(lowest < 1024 && {
            securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: String(lowest) }] },
          }),
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
              // One of its own: where it listens is part of the image.
              image: `anycast-mec.lab/stand-in-${name}:1`,
              ports: listeners.map(({ port, protocol }) => ({ containerPort: port, protocol })),
              ...readiness(service, listeners),
            },
          ],
        },
      },
    },
  };
}

/** What the kubelet asks: the first port of TCP, by HTTP where that is spoken there. It cannot ask over UDP. */
function readiness({ checks }: Service, listeners: readonly Listener[]): { readonly readinessProbe?: unknown } {
  const over = listeners.filter(({ protocol }) => protocol === 'TCP');
  const asked = over.find(({ port }) => port === checks[0]?.port) ?? over[0];
  if (!asked) return {};
  const { port, speaks } = asked;
  const check = speaks === 'http' ? { httpGet: { path: checks[0]?.health.http ?? '/', port } } : { tcpSocket: { port } };
  return { readinessProbe: { ...check, periodSeconds: 1 } };
}
