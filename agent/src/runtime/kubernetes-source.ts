import { WatchedObjects } from 'anycast-mec/clients';
import type { KubeObject, KubernetesApi, WatchEnd } from 'anycast-mec/clients';
import type { ServiceObject, ServiceObjects } from '../actuators';
import type { AgentConfig, ServiceConfig } from 'anycast-mec/contract';
import type { Endpoint } from '../health';
import { endpointsOf } from '../kubernetes';
import type { EndpointSlice } from '../kubernetes';

interface BgpStatus extends KubeObject {
  readonly status?: { readonly node?: string; readonly serviceName?: string; readonly serviceNamespace?: string };
}

/** What a source calls back with. */
export interface SourceView {
  readonly onService: (service: ServiceConfig, isRecreated: boolean) => void;
  readonly onEndpoints: (service: ServiceConfig, endpoints: Endpoint[]) => void;
  readonly onError: (what: string, error: Error) => void;
}

/** Watches the Services, their EndpointSlices, and what MetalLB's speakers say that they announce. */
export class KubernetesSource {
  private readonly watches = new Map<string, WatchedObjects<KubeObject>[]>();
  private readonly uids = new Map<string, string>();
  private statuses: WatchedObjects<BgpStatus> | undefined;

  public constructor(
    private readonly api: KubernetesApi,
    private readonly objects: ServiceObjects,
    private readonly view: SourceView,
  ) {}

  /** Watches these services, and no others. */
  public watch(config: AgentConfig): void {
    const named = new Set(config.services.map((service) => service.key));
    for (const [key, watches] of this.watches) {
      if (named.has(key)) continue;
      watches.forEach((one) => one.stop());
      this.watches.delete(key);
    }
    for (const service of config.services) {
      if (!this.watches.has(service.key)) this.watches.set(service.key, this.watchService(service));
    }
    this.statuses ??= this.watchStatuses(config);
  }

  /** Whether every Service and its endpoints have been read once. */
  public get synced(): boolean {
    return [...this.watches.values()].flat().every((watch) => watch.synced);
  }

  /** Share of the watches that are open. */
  public get connectedShare(): number {
    const all = [...this.watches.values()].flat();
    return all.length === 0 ? 1 : all.filter((watch) => watch.connected).length / all.length;
  }

  /** Nodes whose speakers say that they announce a service. */
  public announcingNodes({ name, namespace }: ServiceConfig): string[] {
    const of = (this.statuses?.all ?? []).filter(
      ({ status }) => status?.serviceName === name && status.serviceNamespace === namespace,
    );
    return of.flatMap(({ status }) => status?.node ?? []).sort();
  }

  public stop(): void {
    for (const watch of [...this.watches.values()].flat()) watch.stop();
    this.statuses?.stop();
  }

  private watchService(service: ServiceConfig): WatchedObjects<KubeObject>[] {
    const { namespace, name, key } = service;
    const services = new WatchedObjects<ServiceObject>(
      this.api,
      { path: `/api/v1/namespaces/${namespace}/services`, query: { fieldSelector: `metadata.name=${name}` } },
      ([object]) => this.seeService(service, object),
      this.failure(`Service of ${key}`),
    );
    services.start();
    const found: WatchedObjects<KubeObject>[] = [services];
    if (!service.endpoints) {
      const slices = new WatchedObjects<EndpointSlice>(
        this.api,
        {
          path: `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
          query: { labelSelector: `kubernetes.io/service-name=${name}` },
        },
        (objects) => this.view.onEndpoints(service, endpointsOf(objects)),
        this.failure(`EndpointSlices of ${key}`),
      );
      slices.start();
      found.push(slices);
    }
    return found;
  }

  /** Tells ends that are failures: a watch that the server closes, or whose version it forgot, goes on by itself. */
  private failure(what: string): (end: WatchEnd) => void {
    return (end) => {
      if (end.how === 'failed') this.view.onError(what, end.error);
    };
  }

  private seeService(service: ServiceConfig, object: ServiceObject | undefined): void {
    this.objects.see(service, object);
    const uid = object?.metadata.uid;
    const before = this.uids.get(service.key);
    if (uid !== undefined) this.uids.set(service.key, uid);
    this.view.onService(service, uid !== undefined && before !== undefined && before !== uid);
  }

  private watchStatuses({ metallbNamespace }: AgentConfig): WatchedObjects<BgpStatus> {
    const statuses = new WatchedObjects<BgpStatus>(
      this.api,
      { path: `/apis/metallb.io/v1beta1/namespaces/${metallbNamespace}/servicebgpstatuses` },
      () => undefined,
      this.failure('ServiceBGPStatus'),
    );
    statuses.start();
    return statuses;
  }
}
