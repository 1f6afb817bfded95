import type { KubernetesObject } from 'anycast-mec/clients';
import type { SiteTarget } from '../model/running-lab';
import { until } from '../network/until';
import { podsOf } from './cluster-state';
import type { PodState } from './cluster-state';
import { containerId, processesOf } from './hosts/container-processes';
import type { RunningCluster } from './running-cluster';
import { isWorkload } from './workload-images';

/** Longest time until pods are back after a fault was taken back, ms: the kubelet waits longer after each crash. */
const backWithinMs = 120_000;

/** A pod that a fault happens to, and its processes that are meant. */
export interface Victim {
  readonly pod: PodState;
  readonly pids: readonly number[];
}

/** Looks up what is meant as it is now. @throws Error if nothing of it runs */
export type Find = () => Promise<Victim[]>;

/** Labels of MetalLB's speakers; in its FRR modes their pods have the daemons of FRR, too. */
export const speakerPods = { app: 'metallb', component: 'speaker' };
/** Labels of the pods of a BfdDaemonSet. */
export const bfdDaemonPods = { 'app.kubernetes.io/name': 'bfdd' };

/** Whether a pod is still there among others, with the container that it had. */
export function inSameContainer(pod: PodState, now: readonly PodState[]): boolean {
  const found = now.find(({ namespace, name }) => namespace === pod.namespace && name === pod.name);
  return found !== undefined && containerOf(found) === containerOf(pod);
}

function containerOf(pod: PodState): string | undefined {
  const [first] = pod.status.containerStatuses ?? [];
  return first && containerId(pod.status, first.name);
}

/** The pods of the operator's workloads: those of one service, or of all. @throws Error if nothing of it runs */
export async function applicationsOf(cluster: RunningCluster, { host, service }: SiteTarget): Promise<Victim[]> {
  const served = cluster.site.services.find(({ name }) => name === service);
  const namespace = served && (served.description.namespace ?? served.name);
  const workloads = cluster.manifests
    .flatMap(({ objects }) => objects.filter(isWorkload))
    .filter((object) => namespace === undefined || object.metadata.namespace === namespace)
    .filter(({ metadata }) => service === undefined || [service, `${service}-stand-in`].includes(metadata.name));
  const pods = await podsOf(cluster.api);
  const own = pods.filter((pod) => workloads.some((workload) => selects(workload, pod)));
  return victims(cluster, own, host, `the application${service === undefined ? '' : ` of ${service}`}`);
}

function selects({ metadata, spec }: KubernetesObject, pod: PodState): boolean {
  const { selector } = spec as { selector?: { matchLabels?: Record<string, string> } };
  const labels = Object.entries(selector?.matchLabels ?? {});
  return metadata.namespace === pod.namespace && labels.every(([key, value]) => pod.labels[key] === value);
}

/** Processes of a program in pods with these labels. @throws Error if it does not run */
export async function daemonsOf(
  cluster: RunningCluster,
  { host }: SiteTarget,
  labels: Readonly<Record<string, string>>,
  program: string,
): Promise<Victim[]> {
  const labelSelector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return victims(cluster, await podsOf(cluster.api, { labelSelector }), host, program, program);
}

/** @param program processes of this program only. @default - all of the container */
function victims(
  cluster: RunningCluster,
  pods: readonly PodState[],
  host: string | undefined,
  what: string,
  program?: string,
): Victim[] {
  const hosts = host === undefined ? [...cluster.hosts.values()] : [cluster.ownHost(host)];
  const found = hosts.flatMap(({ nodeName, node }) =>
    pods
      .filter((pod) => pod.node === nodeName && !pod.ending)
      .map((pod) => {
        const ids = (pod.status.containerStatuses ?? []).flatMap((container) => containerId(pod.status, container.name) ?? []);
        const running = ids.flatMap((id) => processesOf(node.initPid, id));
        const own = running.filter((entry) => program === undefined || entry.program === program);
        return { pod, pids: own.map(({ pid }) => pid) };
      })
      .filter(({ pids }) => pids.length > 0),
  );
  if (found.length === 0) throw new Error(`${what} does not run at ${host ?? cluster.site.name}`);
  return found;
}

/** Waits until as many pods like these are ready again. */
export async function readyAgain(cluster: RunningCluster, gone: readonly Victim[]): Promise<void> {
  await back(gone, async () => (await podsOf(cluster.api)).filter((pod) => pod.ready && !pod.ending));
}

/** Waits until as much runs in pods that are ready, in other processes: until the kubelet has looked, one that was killed passes for ready. */
export async function startedAgain(find: Find, gone: readonly Victim[]): Promise<void> {
  const before = new Set(gone.flatMap(({ pids }) => pids));
  await back(gone, async () => {
    const now = await find().catch(() => []); // nothing of it runs yet
    return now.filter(({ pod, pids }) => pod.ready && !pids.some((pid) => before.has(pid))).map(({ pod }) => pod);
  });
}

async function back(gone: readonly Victim[], look: () => Promise<PodState[]>): Promise<void> {
  const differences = async () => {
    const pods = await look();
    const left = gone.filter(({ pod }) => {
      const wanted = gone.filter((other) => alike(other.pod, pod)).length;
      return pods.filter((other) => alike(other, pod)).length < wanted;
    });
    return left.map(({ pod }) => pod.name);
  };
  await until('pods are ready again', backWithinMs, differences, 200);
}

/** Whether two pods are of one workload. */
function alike(one: PodState, other: PodState): boolean {
  const labels = Object.entries(other.labels);
  return one.namespace === other.namespace && labels.every(([key, value]) => one.labels[key] === value);
}
