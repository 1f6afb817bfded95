import type { MetalLBMode } from './versions';

/** A Kubernetes object as plain data. */
export interface PlainObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** CPU (request) and memory (request and limit) of a container, such as `100m` and `128Mi`. */
export interface ContainerSize {
  readonly cpu: string;
  readonly memory: string;
}

/** How an install manifest is adapted to a site. */
export interface AdaptOptions {
  readonly mode: MetalLBMode;
  /** Labels of the nodes that run speakers. @default - all nodes */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Announce also from nodes labelled `node.kubernetes.io/exclude-from-external-load-balancers`. @default false */
  readonly ignoreExcludeLB?: boolean;
  /** Debounce of the frr mode, ms. @default - upstream's 3000 */
  readonly debounceMs?: number;
  /** By container name. @default - 100m and 128Mi each */
  readonly resources?: Readonly<Record<string, ContainerSize>>;
}

const defaultSize: ContainerSize = { cpu: '100m', memory: '128Mi' };
const workloads = ['DaemonSet', 'Deployment'];

interface Container {
  readonly name: string;
  readonly args?: readonly string[];
  readonly [key: string]: unknown;
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly hostNetwork?: boolean;
  readonly [key: string]: unknown;
}
interface Workload {
  readonly template: { readonly spec: PodSpec; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** Upstream's objects with the site's choices in: node selection, exclude label, resources everywhere, DNS of host-network pods. */
export function adaptInstall(objects: readonly PlainObject[], options: AdaptOptions): PlainObject[] {
  return objects.map((object) => (workloads.includes(object.kind) ? adaptWorkload(object, options) : object));
}

function adaptWorkload(object: PlainObject, options: AdaptOptions): PlainObject {
  const spec = object['spec'] as Workload;
  const pod = spec.template.spec;
  const isSpeaker = object.kind === 'DaemonSet';
  const isMetalLBSpeaker = isSpeaker && object.metadata.name === 'speaker';
  const sized = (container: Container): Container => ({ ...container, resources: sizeOf(container.name, options) });
  const adapted: PodSpec = {
    ...pod,
    ...(pod.hostNetwork && { dnsPolicy: 'ClusterFirstWithHostNet' }),
    ...(isSpeaker && options.nodeSelector && { nodeSelector: { ...pod.nodeSelector, ...options.nodeSelector } }),
    containers: pod.containers.map((container) =>
      sized(isMetalLBSpeaker && container.name === 'speaker' ? withFlags(container, options) : container),
    ),
    ...(pod.initContainers && { initContainers: pod.initContainers.map(sized) }),
  };
  return { ...object, spec: { ...spec, template: { ...spec.template, spec: adapted } } };
}

function withFlags(container: Container, options: AdaptOptions): Container {
  return {
    ...container,
    args: [
      ...(container.args ?? []),
      ...(options.ignoreExcludeLB ? ['--ignore-exclude-lb'] : []),
      ...(options.mode === 'frr' && options.debounceMs !== undefined ? [`--bgp-debounce-timeout=${options.debounceMs}`] : []),
    ],
  };
}

function sizeOf(container: string, options: AdaptOptions): object {
  const { cpu, memory } = options.resources?.[container] ?? defaultSize;
  // No CPU limit: a speaker that is throttled withdraws late.
  return { requests: { cpu, memory }, limits: { memory } };
}
