import type { WorkloadDescription } from '../fleet/description/service';
import { nobody, resources, restrictedContainer, restrictedPod, spreadOverHosts } from './container-defaults';
import { k8s } from './kubernetes';
import { probes } from './probes';
import type { ServicePlan } from './service-plan';
import { standardLabels } from './standard-labels';

/** Seconds a pod may take to end; it serves what is in flight meanwhile, and endpoints that end stay announced. */
const terminationSeconds = 5;

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
        securityContext: restrictedPod(workload.runAsUser ?? nobody),
        topologySpreadConstraints: spreadOverHosts(labels),
        containers: [workloadContainer(plan, workload)],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } }],
      },
    },
  };
}

function workloadContainer(plan: ServicePlan, workload: WorkloadDescription): k8s.Container {
  const env = Object.entries(workload.env ?? {}).map(([name, value]) => ({ name, value }));
  return {
    name: 'server',
    image: workload.image,
    ...(workload.command?.length && { command: [...workload.command] }),
    ...(workload.args?.length && { args: [...workload.args] }),
    ...(env.length > 0 && { env }),
    ports: [{ name: 'service', containerPort: plan.targetPort, protocol: plan.protocol }],
    resources: resources(workload.cpu ?? '100m', workload.memory ?? '64Mi'),
    securityContext: restrictedContainer(),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    ...probes(plan.health, plan.protocol),
  };
}
