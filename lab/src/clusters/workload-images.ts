import type { Host } from 'anycast-mec';
import { knownContent } from '../images';
import type { ImageNeed } from '../images';
import type { KubernetesObject } from './kubernetes-api';
import type { ManifestFile } from './site-manifests';

/** A container as far as its image is concerned. */
interface Container {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly ports?: readonly { readonly containerPort: number; readonly protocol?: string }[];
  readonly readinessProbe?: { readonly httpGet?: { readonly path?: string; readonly port?: number | string } };
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

/** The images that manifests name. */
export function workloadImages(files: readonly ManifestFile[]): WorkloadImages {
  const common = new Map<string, ImageNeed>([[pauseImage, { name: pauseImage, content: 'pause' }]]);
  const workloads = new Map<string, ImageNeed>();
  for (const container of files.flatMap(({ objects }) => objects.flatMap(containersOf))) {
    const name = container.image;
    if (name === undefined) continue;
    const content = knownContent(name);
    const [program] = container.command ?? [];
    const named = program !== undefined && { program };
    if (content) common.set(name, { name, content });
    else workloads.set(name, { name, content: 'sample-application', env: environmentOf(container), ...named });
  }
  return { common: [...common.values()], workloads: [...workloads.values()] };
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

/** What the sample application must know to look like the workload: its port, and where its health is asked for. */
function environmentOf({ ports, readinessProbe }: Container): Record<string, string> {
  const [port] = ports ?? [];
  const check = readinessProbe?.httpGet;
  return {
    ...(port && { PORT: String(port.containerPort), PROTOCOL: port.protocol ?? 'TCP' }),
    ...(check?.path !== undefined && { HEALTH_PATH: check.path }),
    ...(typeof check?.port === 'number' && { HEALTH_PORT: String(check.port) }),
  };
}

/** Whether an object runs a workload of the operator, whose place the sample application takes. */
export function isWorkload(object: KubernetesObject): boolean {
  return containersOf(object).some(({ image }) => image !== undefined && knownContent(image) === undefined);
}
