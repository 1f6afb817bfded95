import { metallb } from 'anycast-mec';
import { routeLabel, routeOfLabel } from 'anycast-mec/contract';
import type { Route } from 'anycast-mec/contract';
import type { RouteLabelChange } from '../model/running-lab';
import type { KubernetesApi, KubernetesObject } from './kubernetes-api';
import type { ManifestFile } from './manifest-file';

/** How a Service is announced at each host, by the host's short name. */
export interface ServiceRoutes {
  readonly service: string;
  readonly hosts: ReadonlyMap<string, Route>;
}

/** Routes, the most wanted first: of the site's and the host's label the lesser counts. */
const ranks: readonly Route[] = ['announced', 'drained', 'withdrawn'];

function lesser(one: Route, other: Route): Route {
  return ranks.indexOf(one) > ranks.indexOf(other) ? one : other;
}

/** The route of a whole site: the best that a host has. */
export function routeOfSite(hosts: Iterable<Route>): Route {
  const found = new Set(hosts);
  return ranks.find((route) => found.has(route)) ?? 'withdrawn';
}

/** Field manager of a person who asks the failover agent for maintenance. */
const personsFieldManager = 'anycast-mec-lab-maintenance';

/** Whether the failover agent runs at a site: then it alone sets route labels, and takes back what anybody else sets. */
export function runsAgent(files: readonly ManifestFile[]): boolean {
  return files.some(({ objects }) =>
    objects.some(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.labels?.['app.kubernetes.io/component'] === 'failover-agent',
    ),
  );
}

/**
 * How the Services of a site are announced. Where the failover agent runs it is asked for maintenance, as a person would; where it does not
 * the route labels are set as it would: by server-side apply, with its field manager.
 */
export class RouteLabels {
  private readonly labels = new Map<string, Map<string, metallb.RouteState>>();

  /**
   * @param namespaces namespace of each service, by the service's name
   * @param hosts name of each host, by the label of its routes
   */
  public constructor(
    private readonly api: () => KubernetesApi,
    private readonly namespaces: ReadonlyMap<string, string>,
    private readonly hasAgent: () => boolean,
    private readonly hosts: ReadonlyMap<string, string>,
  ) {}

  /**
   * The routes of the Services as their labels have them now, whoever set them.
   *
   * @throws Error if the API server does not answer
   */
  public async routes(): Promise<readonly ServiceRoutes[]> {
    const spaces = [...new Set(this.namespaces.values())];
    const found = await Promise.all(spaces.map((space) => this.api().list(`/api/v1/namespaces/${space}/services`)));
    return found.flat().flatMap(({ metadata: { name, namespace, labels = {} } }): ServiceRoutes[] => {
      if (this.namespaces.get(name) !== namespace) return [];
      const ofSite = routeOfLabel(labels[routeLabel]);
      const hosts = [...this.hosts].map(([key, host]) => [host, lesser(ofSite, routeOfLabel(labels[key]))] as const);
      return [{ service: name, hosts: new Map(hosts) }];
    });
  }

  /**
   * Sets or takes away the label of a service.
   *
   * @param host name of the node whose label alone is set. @default - the label of the site
   * @throws Error if there is no such service; with `host` if the failover agent runs, which would take the label back
   */
  public async set(service: string, state: metallb.RouteState | undefined, host?: string): Promise<void> {
    const namespace = this.namespaces.get(service);
    if (namespace === undefined)
      throw new Error(`there is no service '${service}' here; there are: ${[...this.namespaces.keys()].join(', ') || 'none'}`);
    if (host !== undefined && this.hasAgent())
      throw new Error('the failover agent takes back labels of single hosts that it did not set; remedy: lab up --no-agent');
    const labels = new Map(this.labels.get(service));
    const key = host === undefined ? this.siteKey : metallb.hostRouteLabel(host);
    if (state === undefined) labels.delete(key);
    else labels.set(key, state);
    const metadata = { name: service, namespace, labels: Object.fromEntries(labels) };
    const manager = this.hasAgent() ? personsFieldManager : metallb.agentFieldManager;
    await this.api().apply({ apiVersion: 'v1', kind: 'Service', metadata }, manager);
    this.labels.set(service, labels);
  }

  /** Tells each change of a route label, whoever makes it; the result ends it. */
  public watch(tell: (change: RouteLabelChange) => void): () => void {
    const known = new Map<string, string | undefined>();
    const look = ({ metadata: { name, labels = {} } }: KubernetesObject) => {
      if (!this.namespaces.has(name)) return;
      const isFirst = !known.has(name);
      known.set(name, undefined);
      const keys = Object.keys(labels).filter((key) => key === metallb.routeLabel || this.hosts.has(key));
      const before = [...known.keys()].filter((key) => key.startsWith(`${name} `)).map((key) => key.slice(name.length + 1));
      for (const key of new Set([...keys, ...before])) {
        const state = labels[key];
        if (!isFirst && known.get(`${name} ${key}`) !== state) {
          const host = this.hosts.get(key);
          tell({ service: name, ...(host !== undefined && { host }), ...(state !== undefined && { state }) });
        }
        known.set(`${name} ${key}`, state);
      }
    };
    const watches = [...new Set(this.namespaces.values())].map((space) =>
      this.api().watch(`/api/v1/namespaces/${space}/services`, look),
    );
    return () => watches.forEach((end) => end());
  }

  private get siteKey(): string {
    return this.hasAgent() ? metallb.maintenanceLabel : metallb.routeLabel;
  }
}
