import type { Host, Service } from 'anycast-mec';
import type { KubernetesObject } from 'anycast-mec/clients';
import { hasAllOf, knownContent } from '../images';
import type { ImageNeed } from '../images';
import { eachOnce, listenersOf } from '../services/listeners';
import type { Listener } from '../services/listeners';
import { spokenBy } from '../services/spoken';
import type { Transport } from '../services/spoken';
import type { ManifestFile } from './manifest-file';

/** A container as far as its image is concerned. */
interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: Transport }[];
  readonly readinessProbe?: {
    readonly httpGet?: { readonly port?: number | string; readonly path?: string; readonly scheme?: string };
  };
}

/** The image that holds the namespaces of every pod. */
export const pauseImage = 'anycast-mec.lab/pause:1';

/** Images of a site. */
export interface WorkloadImages {
  /** The same at every host. */
  readonly common: readonly ImageNeed[];
  /** The sample application under the names of the operator's workloads; {@link forHost} adds where it runs. */
  readonly workloads: readonly ImageNeed[];
}

/**
 * The images that manifests name.
 *
 * @param services of the fleet: they say what is spoken at the ports of the pods
 */
export function workloadImages(files: readonly ManifestFile[], services: readonly Service[]): WorkloadImages {
  const common = new Map<string, ImageNeed>([[pauseImage, { name: pauseImage, content: 'pause' }]]);
  const workloads = new Map<string, { readonly need: ImageNeed; readonly listeners: Listener[] }>();
  for (const object of files.flatMap(({ objects }) => objects)) {
    for (const container of containersOf(object)) {
      const name = container.image;
      if (name === undefined) continue;
      const [program] = container.command ?? [];
      const content = knownContent(name, program);
      if (content) {
        // An image that one container needs whole has what another needs of it.
        if (!hasAllOf(common.get(name)?.content, content)) common.set(name, { name, content });
        continue;
      }
      const need = { name, content: 'sample-application' as const, ...(program !== undefined && { program }) };
      // Pods of several workloads may run one image: it listens where any of them does.
      const before = workloads.get(name)?.listeners ?? [];
      workloads.set(name, { need, listeners: [...before, ...listenersIn(container, object.metadata.namespace, services)] });
    }
  }
  const withPorts = [...workloads.values()].map(({ need, listeners }) => ({ ...need, env: environmentOf(listeners) }));
  return { common: [...common.values()], workloads: withPorts };
}

/** A workload's image as it is at one host: it says where it runs. */
export function forHost(need: ImageNeed, host: Host): ImageNeed {
  return { ...need, env: { ...need.env, LAB_SITE: host.site.name, LAB_HOST: host.name } };
}

/** Every container of a Pod or of an object with a template of pods. */
function containersOf({ kind, spec }: KubernetesObject): Container[] {
  const { template, containers } = (spec ?? {}) as {
    template?: { spec?: { containers?: Container[]; initContainers?: Container[] } };
    containers?: Container[];
  };
  if (kind === 'Pod') return containers ?? [];
  return [...(template?.spec?.containers ?? []), ...(template?.spec?.initContainers ?? [])];
}

/** Where the sample application must listen to look like a container: where the fleet says, and where the manifest says more. */
function listenersIn(
  { ports = [], readinessProbe }: Container,
  namespace: string | undefined,
  services: readonly Service[],
): Listener[] {
  const has = (listener: Listener) =>
    ports.some(({ containerPort, protocol = 'TCP' }) => containerPort === listener.port && protocol === listener.protocol);
  const own = services
    .filter(({ name, description }) => (description.namespace ?? name) === namespace)
    .map(listenersOf)
    .filter((listeners) => listeners.some(has));
  const named = ports.map(({ name = '', containerPort: port, protocol = 'TCP' }): Listener => ({
    port,
    protocol,
    speaks: spokenBy({ name, port, protocol }),
  }));
  const { port: asks, path, scheme } = readinessProbe?.httpGet ?? {};
  const port = typeof asks === 'string' ? ports.find(({ name }) => name === asks)?.containerPort : asks;
  const speaks = scheme === 'HTTPS' ? 'https' : 'http';
  const asked: Listener[] =
    port === undefined ? [] : [{ port, protocol: 'TCP', speaks, ...(path !== undefined && { health: [path] }) }];
  return [...own.flat(), ...asked, ...named];
}

function environmentOf(listeners: readonly Listener[]): Record<string, string> {
  const each = eachOnce(listeners);
  return each.length ? { LAB_PORTS: JSON.stringify(each) } : {};
}

/** Whether an object runs a workload of the operator, whose place the sample application takes. */
export function isWorkload(object: KubernetesObject): boolean {
  return containersOf(object).some(({ image }) => image !== undefined && knownContent(image) === undefined);
}
