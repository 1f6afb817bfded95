import { k8s } from './kubernetes';

/** Ephemeral storage of a container: what it writes to `/tmp`, and its logs until they are rotated (2 of 10 MiB by default). */
const defaultStorage = '128Mi';

/** Requests equal to limits: small, and the same on every host. A container that fills the disk of its host is evicted before others are. */
export function resources(cpu: string, memory: string, storage = defaultStorage): k8s.ResourceRequirements {
  const amount = {
    cpu: k8s.Quantity.fromString(cpu),
    memory: k8s.Quantity.fromString(memory),
    'ephemeral-storage': k8s.Quantity.fromString(storage),
  };
  return { requests: amount, limits: amount };
}

/** As {@link resources} without a CPU limit, for programs whose delay is somebody's outage. @param most limit of memory, where it is another */
export function unthrottledResources(cpu: string, memory: string, most = memory): k8s.ResourceRequirements {
  const storage = { 'ephemeral-storage': k8s.Quantity.fromString(defaultStorage) };
  return {
    requests: { cpu: k8s.Quantity.fromString(cpu), memory: k8s.Quantity.fromString(memory), ...storage },
    limits: { memory: k8s.Quantity.fromString(most), ...storage },
  };
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

/**
 * Where replicas run. With as many hosts as replicas each has its own, or waits for one: two at one host would leave another without, which
 * would not announce, and nothing would ever move them. Each revision is counted for itself, so that in an update the new pod stands beside
 * the old one of the same host, which then goes first (ReplicaSet controller, `getPodsRankedByRelatedPodsOnSameNode`).
 *
 * With fewer hosts it is soft: a site with one host still runs all.
 *
 * @param hosts number of hosts of the site; undefined: not known
 */
export function spreadOverHosts(
  labels: Readonly<Record<string, string>>,
  replicas: number,
  hosts: number | undefined,
): k8s.TopologySpreadConstraint[] {
  const isHard = hosts !== undefined && replicas <= hosts;
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      // A host that has not joined yet counts as one without replicas.
      ...(isHard ? { whenUnsatisfiable: 'DoNotSchedule', minDomains: replicas } : { whenUnsatisfiable: 'ScheduleAnyway' }),
      labelSelector: { matchLabels: { ...labels } },
      matchLabelKeys: ['pod-template-hash'],
    },
  ];
}

/** Time that a pod goes on serving after it is asked to end, s: kube-proxy, MetalLB and the failover agent see its endpoint leave before. */
export const leavingSeconds = 5;

/** Time that a container has after that to finish what is in flight, s. */
export const finishingSeconds = 5;

/** Lets a container serve on for a time after its pod was asked to end, without a program of the image (`sleep`, Kubernetes 1.30). */
export function servesOn(seconds: number): Pick<k8s.Container, 'lifecycle'> {
  // Newer than the types of cdk8s-plus.
  const preStop = { sleep: { seconds } } as k8s.LifecycleHandler;
  return seconds > 0 ? { lifecycle: { preStop } } : {};
}
