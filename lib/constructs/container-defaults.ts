import { k8s } from './kubernetes';

/** Requests equal to limits: small, and the same on every host. */
export function resources(cpu: string, memory: string): k8s.ResourceRequirements {
  const amount = { cpu: k8s.Quantity.fromString(cpu), memory: k8s.Quantity.fromString(memory) };
  return { requests: amount, limits: amount };
}

/** As {@link resources} without a CPU limit, for daemons whose delay is somebody's outage. */
export function unthrottledResources(cpu: string, memory: string): k8s.ResourceRequirements {
  const amount = { memory: k8s.Quantity.fromString(memory) };
  return { requests: { cpu: k8s.Quantity.fromString(cpu), ...amount }, limits: amount };
}

/** A container that may do nothing special: what the pod security level `restricted` asks, and a read-only root. */
export function restrictedContainer(): k8s.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** User `nobody`, who owns nothing. */
export const nobody = 65534;

/** A pod that runs as one ordinary user. */
export function restrictedPod(runAsUser: number): k8s.PodSecurityContext {
  return { runAsNonRoot: true, runAsUser, runAsGroup: runAsUser, fsGroup: runAsUser, seccompProfile: { type: 'RuntimeDefault' } };
}

/** Replicas on as many hosts as there are; soft, so that a site with one host still runs all. */
export function spreadOverHosts(labels: Readonly<Record<string, string>>): k8s.TopologySpreadConstraint[] {
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { ...labels } },
    },
  ];
}
