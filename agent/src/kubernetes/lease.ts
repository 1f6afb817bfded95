import { ApiError, WatchedObjects } from 'anycast-mec/clients';
import type { KubeObject, KubernetesApi } from 'anycast-mec/clients';

interface Lease extends KubeObject {
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
  };
}

/** Which Lease, and how fast. */
export interface LeaseConfig {
  readonly namespace: string;
  readonly name: string;
  readonly renewMs: number;
  readonly ttlMs: number;
}

const conflict = 409;
const notFound = 404;

/**
 * Leadership by a Lease with compare-and-swap. The age of a foreign Lease is counted on our own monotonic clock from the moment we saw
 * it change, so a stepped clock makes no second leader. A holder that cannot renew stops to lead before another may take it.
 */
export class LeaseElection {
  private lease: Lease | undefined;
  private seenAt = -Infinity;
  private renewedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private readonly watch: WatchedObjects<Lease>;
  private busy = false;
  private stopped = false;
  private led = false;

  public constructor(
    private readonly api: KubernetesApi,
    private readonly config: LeaseConfig,
    private readonly identity: string,
    private readonly onChange: (leads: boolean) => void,
    private readonly onError: (error: Error) => void,
  ) {
    const scope = { path: this.collection, query: { fieldSelector: `metadata.name=${config.name}` } };
    this.watch = new WatchedObjects<Lease>(
      api,
      scope,
      ([lease]) => this.see(lease),
      (end) => end.how === 'failed' && onError(end.error),
    );
  }

  /** Whether this replica leads now. */
  public get leads(): boolean {
    return !this.stopped && performance.now() - this.renewedAt < this.config.ttlMs - this.config.renewMs;
  }

  /** Who leads, as last seen. */
  public get holder(): string | undefined {
    return this.lease?.spec?.holderIdentity;
  }

  /** Age of the Lease as last seen, ms. */
  public get ageMs(): number {
    return performance.now() - this.seenAt;
  }

  public start(): void {
    this.watch.start();
    const round = () => {
      this.tell();
      void this.tryHold();
      // A standby looks often enough to see the Lease expire soon after it does.
      this.timer = setTimeout(round, this.leads ? this.config.renewMs : Math.min(this.config.renewMs, 500));
    };
    round();
  }

  /** Gives the Lease back, so that the other replica leads at once. */
  public async release(): Promise<void> {
    const held = this.leads && this.lease;
    this.stopped = true;
    clearTimeout(this.timer);
    this.watch.stop();
    if (!held) return;
    try {
      await this.write({ ...held.spec, holderIdentity: '', renewTime: now() }, held);
    } catch (error) {
      this.onError(error as Error);
    }
  }

  private see(lease: Lease | undefined): void {
    const isNews = lease?.metadata.resourceVersion !== this.lease?.metadata.resourceVersion;
    this.lease = lease;
    if (isNews) this.seenAt = performance.now();
    if (lease && (lease.spec?.holderIdentity ?? '') === '' && this.watch.synced) void this.tryHold();
  }

  private async tryHold(): Promise<void> {
    if (this.busy || this.stopped || !this.watch.synced) return;
    const { lease } = this;
    const holder = lease?.spec?.holderIdentity ?? '';
    const isOurs = holder === this.identity;
    if (lease && holder !== '' && !isOurs && this.ageMs < this.config.ttlMs) return;
    this.busy = true;
    const startedAt = performance.now();
    try {
      const spec = {
        holderIdentity: this.identity,
        leaseDurationSeconds: Math.ceil(this.config.ttlMs / 1000),
        acquireTime: (isOurs ? lease?.spec?.acquireTime : undefined) ?? now(),
        renewTime: now(),
        leaseTransitions: (lease?.spec?.leaseTransitions ?? 0) + (isOurs ? 0 : 1),
      };
      const written = await this.write(spec, lease);
      if (this.stopped) return;
      // Counted from before the request: the other side may have seen it that early.
      this.renewedAt = startedAt;
      this.see(written);
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0;
      if (status !== conflict && status !== notFound) this.onError(error as Error);
    } finally {
      this.busy = false;
      this.tell();
    }
  }

  private write(spec: Lease['spec'], over: Lease | undefined): Promise<Lease> {
    const { namespace, name } = this.config;
    const metadata = { ...over?.metadata, name, namespace };
    const body = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec };
    return over ? this.api.replace<Lease>(`${this.collection}/${name}`, body) : this.api.create<Lease>(this.collection, body);
  }

  private tell(): void {
    if (this.leads === this.led) return;
    this.led = this.leads;
    this.onChange(this.led);
  }

  private get collection(): string {
    return `/apis/coordination.k8s.io/v1/namespaces/${this.config.namespace}/leases`;
  }
}

/** The time as a MicroTime; for people, nothing is decided by it. */
function now(): string {
  return new Date().toISOString().replace('Z', '000Z');
}
