import { ApiError, KnownKinds } from 'anycast-mec/clients';
import type { KubernetesApi, KubernetesObject } from 'anycast-mec/clients';
import { labFieldManager } from 'anycast-mec/contract';
import { until } from '../network/until';
import type { ManifestFile } from './manifest-file';

/** How files are applied. */
export interface ApplyOptions {
  /** Longest time for all of it, ms: MetalLB's webhook, which judges the peering, runs only after its pod started. @default 300000 */
  readonly withinMs?: number;
  /** Called after each round with what is still refused. */
  readonly waiting?: (left: readonly string[]) => void;
}

/** Pause between rounds, ms. */
const roundMs = 300;
/** Objects that are on their way at once. */
const atOnce = 6;

/**
 * Applies files in their order, as `kubectl apply --server-side --validate=strict` on a folder would, and again what was refused for
 * something that comes later by itself: a kind whose definition was applied just now, a webhook that does not answer yet.
 *
 * @throws Error with every object that the server refuses for good, or that is still refused at the end
 */
export async function applyFiles(api: KubernetesApi, files: readonly ManifestFile[], options: ApplyOptions = {}): Promise<void> {
  const { withinMs = 300_000, waiting } = options;
  const kinds = new KnownKinds(api);
  let left = files.map(({ file, objects }) => ({ file, objects }));
  const round = async (): Promise<string[]> => {
    const refused: { file: string; object: KubernetesObject; error: Error }[] = [];
    for (const { file, objects } of left) {
      for (let start = 0; start < objects.length; start += atOnce) {
        const batch = objects.slice(start, start + atOnce).map(async (object) => {
          try {
            await api.patch(await kinds.pathOf(object), object, 'apply', labFieldManager);
          } catch (error) {
            refused.push({ file, object, error: error instanceof Error ? error : new Error(String(error)) });
          }
        });
        await Promise.all(batch);
      }
    }
    const lines = refused.map(({ file, object, error }) => `${file}: ${title(object)}: ${error.message}`);
    const final = refused.filter(({ error }) => !comesLater(error));
    if (final.length > 0) throw new Error(`not applied:\n  ${lines.join('\n  ')}`);
    if (refused.length > 0) waiting?.(lines);
    left = files.map(({ file }) => ({
      file,
      objects: refused.filter((entry) => entry.file === file).map(({ object }) => object),
    }));
    return lines;
  };
  await until('everything is applied', withinMs, round, roundMs);
}

function title({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}

/** Whether it may be taken later: unknown kinds and namespaces, conflicts, webhooks and servers that do not answer. */
function comesLater(error: Error): boolean {
  if (!(error instanceof ApiError)) return true;
  if ([0, 404, 409, 429, 502, 503, 504].includes(error.status)) return true;
  return error.status === 500 && /webhook|etcdserver|timeout/i.test(error.message);
}
