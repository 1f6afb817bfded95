import type { KubernetesApi, KubeObject } from 'anycast-mec/clients';
import { WatchedObjects } from 'anycast-mec/clients';

const label = 'anycast-mec.io/route';

/** Sees the route labels of the Service under test change, as MetalLB would: by a watch. */
export class LabelWatch {
  /** The label of the site, or of any host. */
  public route: string | undefined;
  private readonly watch: WatchedObjects<KubeObject>;
  private waiting: ((at: number) => void) | undefined;

  public constructor(api: KubernetesApi) {
    const scope = { path: '/api/v1/namespaces/sensors/services', query: { fieldSelector: 'metadata.name=sensors' } };
    this.watch = new WatchedObjects<KubeObject>(api, scope, ([service]) => this.see(service));
    this.watch.start();
  }

  /** Whether the Service has been read once. */
  public get started(): boolean {
    return this.watch.synced;
  }

  /** When a label appears next, monotonic ms. */
  public next(): Promise<number> {
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  public stop(): void {
    this.watch.stop();
  }

  private see(service: KubeObject | undefined): void {
    const before = this.route;
    this.route = Object.entries(service?.metadata.labels ?? {}).find(([key]) => key.startsWith(label))?.[1];
    if (before === undefined && this.route !== undefined) this.waiting?.(performance.now());
  }
}
