import { milliseconds } from '../../contract/durations';
import type { WorkloadDescription } from '../../fleet/description/workload';
import {
  finishingSeconds,
  leavingSeconds,
  nobody,
  resources,
  restrictedContainer,
  restrictedPod,
  servesOn,
  spreadOverHosts,
} from '../objects/container-defaults';
import { k8s } from '../objects/kubernetes';
import { probes } from './probes';
import type { ServicePort } from '../../fleet/model';
import { podPorts } from './service-plan';
import type { ServicePlan } from './service-plan';
import { standardLabels } from '../objects/standard-labels';
import { environment, mountedVolumes } from './workload-sources';

/** How many replicas of a workload there are, and on how many hosts. */
export interface WorkloadSize {
  readonly replicas: number;
  /** Hosts of the site; undefined: not known. */
  readonly hosts: number | undefined;
}

/** From here on everybody may listen (Linux, `ip_unprivileged_port_start`). */
const firstFreePort = 1024;

/** The Deployment of a workload: replicas spread over the hosts, one more before one less. */
export function workloadDeployment(
  plan: ServicePlan,
  workload: WorkloadDescription,
  { replicas, hosts }: WorkloadSize,
): k8s.DeploymentSpec {
  const labels = { ...plan.podLabels };
  const pullSecrets = workload.imagePullSecrets ?? [];
  const { volumes, mounts } = mountedVolumes(workload.volumes ?? []);
  const leaving = wholeSeconds(workload.stop?.delay) ?? leavingSeconds;
  return {
    replicas,
    revisionHistoryLimit: 3,
    selector: { matchLabels: labels },
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
    },
    template: {
      metadata: { labels: { ...standardLabels(plan.name, 'server'), ...labels } },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
        terminationGracePeriodSeconds: leaving + (wholeSeconds(workload.stop?.grace) ?? finishingSeconds),
        securityContext: { ...restrictedPod(workload.runAsUser ?? nobody), ...lowPorts(plan.ports) },
        topologySpreadConstraints: spreadOverHosts(labels, replicas, hosts),
        containers: [{ ...workloadContainer(plan, workload, mounts), ...servesOn(leaving) }],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } }, ...volumes],
      },
    },
  };
}

/**
 * Lets the pod listen on well-known ports without root and without a capability: a sysctl that Kubernetes counts as safe since 1.22, and
 * that the level `restricted` allows. Not every runtime sets it by itself (containerd before 2.0 does not).
 */
function lowPorts(ports: readonly ServicePort[]): Pick<k8s.PodSecurityContext, 'sysctls'> {
  const lowest = Math.min(...ports.map(({ targetPort }) => targetPort));
  return lowest < firstFreePort ? { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: `${lowest}` }] } : {};
}

function workloadContainer(plan: ServicePlan, workload: WorkloadDescription, mounts: k8s.VolumeMount[]): k8s.Container {
  return {
    name: 'server',
    image: workload.image,
    ...(workload.command?.length && { command: [...workload.command] }),
    ...(workload.args?.length && { args: [...workload.args] }),
    ...environment(workload),
    ports: podPorts(plan.ports).map(({ name, targetPort, protocol }) => ({ name, containerPort: targetPort, protocol })),
    resources: resources(workload.cpu ?? '100m', workload.memory ?? '64Mi', workload.storage),
    securityContext: restrictedContainer(),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...mounts],
    ...probes(plan.checks),
  };
}

/** Kubernetes knows nothing below 1 s: rounded up. */
function wholeSeconds(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : Math.ceil(milliseconds(duration) / 1000);
}
