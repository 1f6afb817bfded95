import { metallb } from 'anycast-mec';
import type { KubernetesApi } from './kubernetes-api';

/** Route labels of one Service, set as the failover agent sets them: by server-side apply, with its field manager. */
export class RouteLabels {
  private readonly labels = new Map<string, Map<string, metallb.RouteState>>();

  /** @param namespaces namespace of each service, by the service's name */
  public constructor(
    private readonly api: () => KubernetesApi,
    private readonly namespaces: ReadonlyMap<string, string>,
  ) {}

  /** State of a service at the whole site, as set here. */
  public stateOf(service: string): metallb.RouteState | undefined {
    return this.labels.get(service)?.get(metallb.routeLabel);
  }

  /**
   * Sets or takes away the label of a service.
   *
   * @param host sets the label of this host alone. @default - the label of the site
   * @throws Error if there is no such service
   */
  public async set(service: string, state: metallb.RouteState | undefined, host?: string): Promise<void> {
    const namespace = this.namespaces.get(service);
    if (namespace === undefined)
      throw new Error(`there is no service '${service}' here; there are: ${[...this.namespaces.keys()].join(', ') || 'none'}`);
    const labels = new Map(this.labels.get(service));
    const key = host === undefined ? metallb.routeLabel : metallb.hostRouteLabel(host);
    if (state === undefined) labels.delete(key);
    else labels.set(key, state);
    const metadata = { name: service, namespace, labels: Object.fromEntries(labels) };
    await this.api().apply({ apiVersion: 'v1', kind: 'Service', metadata }, metallb.agentFieldManager);
    this.labels.set(service, labels);
  }
}
