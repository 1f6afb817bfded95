import { ApiError, Cluster } from './cluster';
import type { PlainObject } from './cluster';
import { asLive, hasUnknown, outputsOf } from './differences';
import { waitUntilReady } from './ready';

/** Field manager of what the stand-in applies. */
const fieldManager = 'pulumi-kubernetes-stand-in';
/** Set where pods run: the stand-in waits for them as the real provider does. Elsewhere it would wait for good. */
const awaits = process.env['STAND_IN_AWAITS'] === 'true';
/** How long an object may take to be gone, ms. */
const goneWithinMs = 60_000;

/** What Pulumi asks of a provider, on a real API server. */
export class Objects {
  public constructor(private readonly kubeconfig: () => string) {}

  public async create(inputs: PlainObject, preview: boolean): Promise<PlainObject> {
    if (preview && hasUnknown(inputs)) return inputs;
    if (preview) return this.previewed(inputs);
    const cluster = new Cluster(this.kubeconfig());
    const path = await this.known(cluster, inputs, false);
    if (!path) return inputs;
    if (await exists(cluster, path.item)) throw new Error(`${inputs.kind} ${nameOf(inputs)} already exists`);
    return this.applied(cluster, path.item, inputs);
  }

  /** As the real provider, a preview does not mind a cluster that does not answer, nor an object that is there already. */
  private async previewed(inputs: PlainObject): Promise<PlainObject> {
    try {
      const cluster = new Cluster(this.kubeconfig());
      const path = await this.known(cluster, inputs, true);
      if (!path || (await exists(cluster, path.item))) return inputs;
      return outputsOf(await apply(cluster, path.item, inputs, true));
    } catch (error) {
      // The namespace is made by the same deployment.
      if (!(error instanceof ApiError) || error.status === 404) return inputs;
      throw error;
    }
  }

  public async update(inputs: PlainObject, preview: boolean): Promise<PlainObject> {
    if (preview && hasUnknown(inputs)) return inputs;
    const cluster = new Cluster(this.kubeconfig());
    const path = await this.known(cluster, inputs, preview);
    if (!path) return inputs;
    return preview ? outputsOf(await apply(cluster, path.item, inputs, true)) : this.applied(cluster, path.item, inputs);
  }

  private async applied(cluster: Cluster, path: string, inputs: PlainObject): Promise<PlainObject> {
    const made = await apply(cluster, path, inputs, false);
    return outputsOf(awaits ? await waitUntilReady(cluster, path, inputs) : made);
  }

  /** The live object with its declared fields; undefined if it is gone. */
  public async read(
    object: PlainObject,
    declared: PlainObject | undefined,
  ): Promise<{ live: PlainObject; inputs: PlainObject } | undefined> {
    const cluster = new Cluster(this.kubeconfig());
    const path = await cluster.pathOf(object);
    if (!path) return undefined;
    try {
      const live = await cluster.call('GET', path.item);
      // What stringData says the API server keeps in data.
      const { stringData, ...comparable } = declared ?? {};
      const inputs = { ...asLive(comparable, live), ...(stringData && { stringData }) };
      return { live: outputsOf(live), inputs };
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  public async delete(object: PlainObject): Promise<void> {
    const cluster = new Cluster(this.kubeconfig());
    const path = await cluster.pathOf(object);
    if (!path) return;
    try {
      await cluster.call('DELETE', `${path.item}?propagationPolicy=Background`);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return;
      throw error;
    }
    const end = Date.now() + goneWithinMs;
    while (await exists(cluster, path.item)) {
      if (Date.now() > end) throw new Error(`${object.kind} ${nameOf(object)} is still there after ${goneWithinMs / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async known(cluster: Cluster, inputs: PlainObject, preview: boolean) {
    // A definition that was just made is served a moment later.
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const path = await cluster.pathOf(inputs);
      if (path || preview) return path;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no matches for kind ${inputs.kind} in version ${inputs.apiVersion}`);
  }
}

async function exists(cluster: Cluster, path: string): Promise<boolean> {
  try {
    await cluster.call('GET', path);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}

function apply(cluster: Cluster, path: string, object: PlainObject, preview: boolean): Promise<PlainObject> {
  const query = `fieldManager=${fieldManager}&fieldValidation=Strict${preview ? '&dryRun=All' : ''}`;
  return cluster.call('PATCH', `${path}?${query}`, object, 'application/apply-patch+yaml');
}

/** What Pulumi knows an object by. */
export function nameOf({ metadata }: PlainObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}
