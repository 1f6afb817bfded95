import { metallb } from 'anycast-mec';
import { listObjects, WatchedObjects } from 'anycast-mec/clients';
import type { KubeObject, KubernetesApi, ObjectScope } from 'anycast-mec/clients';
import { agentFieldManager, labelOfRoute, labMaintenanceFieldManager, routeLabel, routeOfLabel } from 'anycast-mec/contract';
import type { Route } from 'anycast-mec/contract';
import type { RouteLabelChange } from '../model/running-lab';
import type { ManifestFile } from './manifest-file';
import { unknownName } from '../usage/usage-error';

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
    const found = await Promise.all(this.scopes().map((scope) => listObjects(this.api(), scope)));
    return found
      .flatMap(({ items }) => items)
      .flatMap(({ metadata: { name, namespace, labels = {} } }): ServiceRoutes[] => {
        if (this.namespaces.get(name) !== namespace) return [];
        const ofSite = routeOfLabel(labels[routeLabel]);
        const hosts = [...this.hosts].map(([key, host]) => [host, lesser(ofSite, routeOfLabel(labels[key]))] as const);
        return [{ service: name, hosts: new Map(hosts) }];
      });
  }

  /**
   * Sets the label of a service that asks for a route, or takes it away.
   *
   * @param host name of the node whose label alone is set. @default - the label of the site
   * @throws Error if there is no such service; with `host` if the failover agent runs, which would take the label back
   */
  public async set(service: string, route: Route, host?: string): Promise<void> {
    const namespace = this.namespaces.get(service);
    if (namespace === undefined) throw unknownName('service', service, this.namespaces.keys());
    if (host !== undefined && this.hasAgent())
      throw new Error('the failover agent takes back labels of single hosts that it did not set; remedy: lab up --no-agent');
    const labels = new Map(this.labels.get(service));
    const key = host === undefined ? this.siteKey : metallb.hostRouteLabel(host);
    if (route === 'announced') labels.delete(key);
    else labels.set(key, labelOfRoute[route]);
    const metadata = { name: service, namespace, labels: Object.fromEntries(labels) };
    const manager = this.hasAgent() ? labMaintenanceFieldManager : agentFieldManager;
    const path = `/api/v1/namespaces/${namespace}/services/${service}`;
    await this.api().patch(path, { apiVersion: 'v1', kind: 'Service', metadata }, 'apply', manager);
    this.labels.set(service, labels);
  }

  /**
   * Tells each change of a route label, whoever makes it. What changes while the API server does not answer is told when it does.
   *
   * @param unseen told when a watch fails, and why: what changes until it is there again is told late
   * @returns ends it
   */
  public watch(tell: (change: RouteLabelChange) => void, unseen: (why: string) => void): () => void {
    const known = new Map<string, string | undefined>();
    const look = ({ metadata: { name, labels = {} } }: KubeObject) => {
      if (!this.namespaces.has(name)) return;
      const isFirst = !known.has(name);
      known.set(name, undefined);
      const keys = Object.keys(labels).filter((key) => key === metallb.routeLabel || this.hosts.has(key));
      const before = [...known.keys()].filter((key) => key.startsWith(`${name} `)).map((key) => key.slice(name.length + 1));
      for (const key of new Set([...keys, ...before])) {
        const state = labels[key];
        if (!isFirst && known.get(`${name} ${key}`) !== state) {
          const host = this.hosts.get(key);
          tell({ service: name, route: routeOfLabel(state), ...(host !== undefined && { host }) });
        }
        known.set(`${name} ${key}`, state);
      }
    };
    const watches = this.scopes().map(
      (scope) =>
        new WatchedObjects(
          this.api(),
          scope,
          (services) => services.forEach(look),
          (end) => {
            if (end.how === 'failed') unseen(end.error.message);
          },
        ),
    );
    for (const watch of watches) watch.start();
    return () => watches.forEach((watch) => watch.stop());
  }

  /** The Services of all namespaces in question. */
  private scopes(): ObjectScope[] {
    return [...new Set(this.namespaces.values())].map((space) => ({ path: `/api/v1/namespaces/${space}/services` }));
  }

  private get siteKey(): string {
    return this.hasAgent() ? metallb.maintenanceLabel : metallb.routeLabel;
  }
}
