import { setTimeout as pause } from 'node:timers/promises';
import type { KubernetesObject } from 'anycast-mec/clients';
import type { SiteTarget, SiteVerb, Undo } from '../model/running-lab';
import { podsOf } from './cluster-state';
import type { PodState } from './cluster-state';
import { containerId, processesOf, signal } from './hosts/container-processes';
import type { RunningCluster } from './running-cluster';
import { prepareRollingUpdate } from './rolling-update';
import { isWorkload } from './workload-images';

/** Faults that a cluster can have. */
export const siteVerbs: ReadonlySet<SiteVerb> = new Set<SiteVerb>([
  'app-kill',
  'app-hang',
  'app-error',
  'pod-delete',
  'rolling-update',
  'speaker-kill',
  'bgp-daemon-kill',
  'bfd-daemon-kill',
  'api-server-down',
]);

/** Longest time until pods are back after a fault was taken back, ms: the kubelet waits longer after each crash. */
const backWithinMs = 120_000;

/** A pod that a fault happens to, and its processes that are meant. */
interface Victim {
  readonly pod: PodState;
  readonly pids: readonly number[];
}

/** Looks up what is meant as it is now. @throws Error if nothing of it runs */
type Find = () => Promise<Victim[]>;

/**
 * Looks up what a fault happens to.
 *
 * @returns what does it at once, and gives what takes it back
 * @throws Error if there is no such host or service, or nothing of it runs
 */
export async function prepareSiteFault(
  cluster: RunningCluster,
  verb: SiteVerb,
  target: SiteTarget,
): Promise<() => Promise<Undo>> {
  const applications = () => applicationsOf(cluster, target);
  switch (verb) {
    case 'app-kill':
      return kill(applications);
    case 'app-hang':
      return hang(cluster, await applications());
    case 'app-error':
      return fail(cluster, await applications());
    case 'pod-delete':
      return deletePods(cluster, applications);
    case 'rolling-update':
      return prepareRollingUpdate(cluster, target);
    case 'speaker-kill':
      return kill(() => daemons(cluster, target, speakers, 'speaker'));
    case 'bgp-daemon-kill':
      return kill(() => daemons(cluster, target, speakers, cluster.site.metallb.mode === 'native' ? 'speaker' : 'bgpd'));
    case 'bfd-daemon-kill':
      return kill(() => daemons(cluster, target, cluster.site.metallb.mode === 'native' ? bfdDaemons : speakers, 'bfdd'));
    case 'api-server-down':
      return () => {
        cluster.controlPlane.killApiServer();
        return Promise.resolve(() => cluster.controlPlane.startApiServer());
      };
  }
}

/** Labels of MetalLB's speakers; in its FRR modes their pods have the daemons of FRR, too. */
const speakers = { app: 'metallb', component: 'speaker' };
/** Labels of the pods of a BfdDaemonSet. */
const bfdDaemons = { 'app.kubernetes.io/name': 'bfdd' };

async function kill(find: Find): Promise<() => Promise<Undo>> {
  const victims = await find();
  const pids = victims.flatMap((victim) => victim.pids);
  return () => {
    signal(pids, 'SIGKILL');
    // The kubelet, or FRR's own watchdog, starts it again by itself: to take it back is to wait until it has.
    return Promise.resolve(() => again(find, victims));
  };
}

function hang(cluster: RunningCluster, victims: readonly Victim[]): () => Promise<Undo> {
  const pids = victims.flatMap((victim) => victim.pids);
  return () => {
    signal(pids, 'SIGSTOP');
    return Promise.resolve(async () => {
      signal(pids, 'SIGCONT');
      await ready(cluster, victims);
    });
  };
}

/** The sample application answers 503 from one SIGUSR1 to the next. */
function fail(cluster: RunningCluster, victims: readonly Victim[]): () => Promise<Undo> {
  return () => {
    signal(
      victims.flatMap(({ pids }) => pids),
      'SIGUSR1',
    );
    return Promise.resolve(async () => {
      // A container that was started again since then does not fail any more.
      const now = await podsOf(cluster.api);
      const same = victims.filter(({ pod }) => {
        const found = now.find(({ namespace, name }) => namespace === pod.namespace && name === pod.name);
        return found !== undefined && containerOf(found) === containerOf(pod);
      });
      signal(
        same.flatMap(({ pids }) => pids),
        'SIGUSR1',
      );
      await ready(cluster, victims);
    });
  };
}

async function deletePods(cluster: RunningCluster, find: Find): Promise<() => Promise<Undo>> {
  const victims = await find();
  return async () => {
    await Promise.all(victims.map(({ pod }) => cluster.api.remove(`/api/v1/namespaces/${pod.namespace}/pods/${pod.name}`)));
    return () => again(find, victims);
  };
}

function containerOf(pod: PodState): string | undefined {
  const [first] = pod.status.containerStatuses ?? [];
  return first && containerId(pod.status, first.name);
}

/** The pods of the operator's workloads: those of one service, or of all. */
async function applicationsOf(cluster: RunningCluster, { host, service }: SiteTarget): Promise<Victim[]> {
  const served = cluster.site.services.find(({ name }) => name === service);
  if (service !== undefined && !served) {
    const names = cluster.site.services.map(({ name }) => name);
    throw new Error(`${cluster.site.name} does not serve '${service}'; it serves: ${names.join(', ')}`);
  }
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

async function daemons(
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
async function ready(cluster: RunningCluster, gone: readonly Victim[]): Promise<void> {
  await back(gone, async () => (await podsOf(cluster.api)).filter((pod) => pod.ready && !pod.ending));
}

/** Waits until as much runs in pods that are ready, in other processes: until the kubelet has looked, one that was killed passes for ready. */
async function again(find: Find, gone: readonly Victim[]): Promise<void> {
  const before = new Set(gone.flatMap(({ pids }) => pids));
  await back(gone, async () => {
    const now = await find().catch(() => []); // nothing of it runs yet
    return now.filter(({ pod, pids }) => pod.ready && !pids.some((pid) => before.has(pid))).map(({ pod }) => pod);
  });
}

async function back(gone: readonly Victim[], look: () => Promise<PodState[]>): Promise<void> {
  for (const end = performance.now() + backWithinMs; ;) {
    const pods = await look();
    const left = gone.filter(({ pod }) => {
      const wanted = gone.filter((other) => alike(other.pod, pod)).length;
      return pods.filter((other) => alike(other, pod)).length < wanted;
    });
    if (left.length === 0) return;
    if (performance.now() > end)
      throw new Error(`not ready again within ${backWithinMs} ms: ${left.map(({ pod }) => pod.name).join(', ')}`);
    await pause(200);
  }
}

/** Whether two pods are of one workload. */
function alike(one: PodState, other: PodState): boolean {
  const labels = Object.entries(other.labels);
  return one.namespace === other.namespace && labels.every(([key, value]) => one.labels[key] === value);
}
