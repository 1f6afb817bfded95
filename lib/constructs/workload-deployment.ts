import type { WorkloadDescription } from '../fleet/description/service';
import { nobody, resources, restrictedContainer, restrictedPod, spreadOverHosts } from './container-defaults';
import { k8s } from './kubernetes';
import { probes } from './probes';
import type { ServicePort } from '../fleet/model';
import { podPorts } from './service-plan';
import type { ServicePlan } from './service-plan';
import { standardLabels } from './standard-labels';

/** Seconds a pod may take to end; it serves what is in flight meanwhile, and endpoints that end stay announced. */
const terminationSeconds = 5;

/** From here on everybody may listen (Linux, `ip_unprivileged_port_start`). */
const firstFreePort = 1024;

/** The Deployment of a workload: replicas spread over the hosts, one more before one less. */
export function workloadDeployment(plan: ServicePlan, workload: WorkloadDescription, replicas: number): k8s.DeploymentSpec {
  const labels = { ...plan.podLabels };
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
        terminationGracePeriodSeconds: terminationSeconds,
        securityContext: { ...restrictedPod(workload.runAsUser ?? nobody), ...lowPorts(plan.ports) },
        topologySpreadConstraints: spreadOverHosts(labels),
        containers: [workloadContainer(plan, workload)],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } }],
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

function workloadContainer(plan: ServicePlan, workload: WorkloadDescription): k8s.Container {
  const env = Object.entries(workload.env ?? {}).map(([name, value]) => ({ name, value }));
  return {
    name: 'server',
    image: workload.image,
    ...(workload.command?.length && { command: [...workload.command] }),
    ...(workload.args?.length && { args: [...workload.args] }),
    ...(env.length > 0 && { env }),
    ports: podPorts(plan.ports).map(({ name, targetPort, protocol }) => ({ name, containerPort: targetPort, protocol })),
    resources: resources(workload.cpu ?? '100m', workload.memory ?? '64Mi'),
    securityContext: restrictedContainer(),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    ...probes(plan.checks),
  };
}
