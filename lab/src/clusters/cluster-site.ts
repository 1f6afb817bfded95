import { metallb } from 'anycast-mec';
import type { Host, Site } from 'anycast-mec';
import type { KubernetesApi } from 'anycast-mec/clients';
import type { AgentConfig } from 'anycast-mec/contract';
import type { Expectation } from '../model/expectation';
import { phase } from '../model/progress';
import type { Progress } from '../model/progress';
import type { HostStatus, RouteLabelChange, SiteCluster, SiteRuntime, SiteStatus } from '../model/running-lab';
import { agentOf } from './agent-configuration';
import { applyFiles } from './apply';
import { clusterExpectations } from './cluster-expectations';
import { ClusterHost } from './hosts/cluster-host';
import { RouteLabels, routeOfSite, runsAgent } from './cluster-labels';
import { nodesOf, podsOf } from './cluster-state';
import { ControlPlane } from './control-plane';
import { apiPort } from './control-plane-arguments';
import { MaintenanceRequests } from '../services/maintenance';
import type { Maintenance } from '../services/maintenance';
import { clusterRanges, managementOf, nodeAddresses, podRanges, serviceAddress, serviceRanges } from './management';
import { wireManagement } from './management-wiring';
import type { RunningCluster } from './running-cluster';
import type { SharedByClusters } from './shared';
import type { ManifestFile } from './manifest-file';
import { lookUntil } from '../network/until';
import { unknownName } from '../usage/usage-error';
import { forHost, pauseImage, workloadImages } from './workload-images';

/** Longest time until all hosts of a site are Ready, ms. */
const nodesWithinMs = 300_000;

/** Time between two lines about what is waited for, ms. */
const tellMs = 5_000;

/** A site at level `cluster`: a control plane, hosts with real kubelets, and the manifests of the library. */
export class ClusterSite implements SiteRuntime, RunningCluster {
  public readonly hosts = new Map<string, ClusterHost>();
  private plane: ControlPlane | undefined;
  private applied: readonly ManifestFile[] = [];
  private readonly labels: RouteLabels;
  private readonly requests = new MaintenanceRequests();

  public constructor(
    public readonly site: Site,
    private readonly clusters: SharedByClusters,
  ) {
    const namespaces = site.services.map(({ name, description }) => [name, description.namespace ?? name] as const);
    this.labels = new RouteLabels(
      () => this.api,
      new Map(namespaces),
      () => runsAgent(this.applied),
      new Map(site.hosts.map(({ name, nodeName }) => [metallb.hostRouteLabel(nodeName), name])),
    );
  }

  /** The client of its API server. @throws Error before it was started */
  public get api(): KubernetesApi {
    return this.controlPlane.api;
  }

  /** @throws Error before it was started */
  public get controlPlane(): ControlPlane {
    if (!this.plane) throw new Error(`${this.site.name}: its control plane was not started`);
    return this.plane;
  }

  public cluster(): SiteCluster {
    const { keeper } = managementOf(this.clusters.options.fleet, this.site);
    const { controlPlane } = this;
    return {
      address: keeper.controlPlane,
      port: apiPort,
      kubeconfig: (server) => (server === undefined ? controlPlane.hostsKubeconfig : controlPlane.kubeconfig(server)),
    };
  }

  public agent(): AgentConfig | undefined {
    return agentOf(this.applied);
  }

  /** What was applied, or is deployed by something else, in the order of its files. */
  public get manifests(): readonly ManifestFile[] {
    return this.applied;
  }

  public async start(progress: Progress): Promise<void> {
    const { name } = this.site;
    const { fleet, network } = this.clusters.options;
    const images = this.clusters.sharedImages(progress);
    images.catch(() => undefined);
    await wireManagement(network, fleet, this.site);
    const management = managementOf(fleet, this.site);
    this.plane = new ControlPlane({
      name,
      node: network.find(`${name}/control-plane`),
      advertise: management.controlPlane,
      keeperAddress: management.keeper.controlPlane,
      serviceRanges: serviceRanges(this.site).map(String),
      program: (program) => this.clusters.program(program),
    });
    const { plane } = this;
    await phase(progress, `${name}: control plane`, () => plane.start());
    this.applied = await this.clusters.manifestsOf(name, progress);
    const { root } = await images;
    await phase(progress, `${name}: hosts`, async () => {
      await Promise.all(this.site.hosts.map((host) => this.startHost(host, root)));
      await this.nodesReady();
    });
    const told = { at: performance.now() };
    const waiting = (left: readonly string[]) => {
      if (performance.now() - told.at < tellMs) return;
      told.at = performance.now();
      progress({ phase: `${name}: apply`, state: 'wait', detail: `${left.length} objects, ${left[0]}` });
    };
    const toApply = this.clusters.options.bare ? this.applied.filter(({ ofCluster }) => ofCluster) : this.applied;
    await phase(progress, `${name}: apply`, () => applyFiles(this.api, toApply, { waiting }));
  }

  public expectations(): Expectation[] {
    return clusterExpectations(this);
  }

  public async status(): Promise<SiteStatus> {
    const answers = await Promise.all([nodesOf(this.api), podsOf(this.api), this.labels.routes()]).catch(() => undefined);
    const routes = new Map(answers?.[2].map(({ service, hosts }) => [service, hosts]));
    const services = this.site.services.map(({ name }) => {
      const hosts = routes.get(name);
      return [name, hosts ? routeOfSite(hosts.values()) : 'unknown'] as const;
    });
    const hosts = this.site.hosts.map((host): HostStatus => {
      const up = this.hosts.get(host.fullName)?.node.initPid !== undefined;
      if (!up) return { host: host.fullName, up, detail: 'powered off' };
      if (!answers) return { host: host.fullName, up, detail: 'the API server does not answer' };
      const [nodes, pods] = answers;
      const own = pods.filter(({ node }) => node === host.nodeName);
      const ready = own.filter((pod) => pod.ready).length;
      return {
        host: host.fullName,
        up,
        detail: [
          nodes.get(host.nodeName) ?? 'no node',
          `${ready} of ${own.length} pods ready`,
          ...[...routes].flatMap(([service, at]) => {
            const [here, ofSite] = [at.get(host.name), routeOfSite(at.values())];
            return here === undefined || here === ofSite ? [] : [`${service} ${here}`];
          }),
        ].join(', '),
      };
    });
    return { site: this.site.name, services: Object.fromEntries(services), hosts, notes: this.clusters.notes };
  }

  public maintain(service: string, maintenance: Maintenance, on: boolean, host?: string): Promise<void> {
    const node = host === undefined ? undefined : this.ownHost(host).nodeName;
    return this.labels.set(service, this.requests.change(`${service} ${node ?? ''}`, maintenance, on), node);
  }

  public watchRouteLabels(tell: (change: RouteLabelChange) => void, unseen: (why: string) => void): () => void {
    return this.labels.watch(tell, unseen);
  }

  public bootHost(host: string): Promise<void> {
    return this.ownHost(host).boot();
  }

  /** A host by its full name. @throws Error with the names that there are */
  public ownHost(name: string): ClusterHost {
    const host = this.hosts.get(name);
    if (!host) throw unknownName('host', name, this.hosts.keys(), this.site.name);
    return host;
  }

  private async startHost(host: Host, images: string): Promise<void> {
    const node = this.clusters.options.network.find(host.fullName);
    const { workloads } = workloadImages(this.applied, this.site.services);
    const own = await this.clusters.imageFiles(workloads.map((need) => forHost(need, host)));
    const started = new ClusterHost({
      node,
      images,
      ownImages: own.map(({ path }) => path),
      kubeconfig: this.controlPlane.hostsKubeconfig,
      kubelet: this.clusters.program('kubelet'),
      kubeProxy: this.clusters.program('kube-proxy'),
      settings: {
        folder: node.folder,
        name: host.nodeName,
        nodeAddresses: nodeAddresses(host),
        podRanges: podRanges(host).map(String),
        clusterRanges: clusterRanges(this.site).map(String),
        dns: serviceAddress(this.site, 10),
        cgroup: `${this.clusters.options.cgroup}/${host.fullName}`,
        pauseImage,
      },
    });
    this.hosts.set(host.fullName, started);
    await started.start();
  }

  /** Pods are applied only when all hosts can take them: else the first one would get all. */
  private async nodesReady(): Promise<void> {
    const waiting = async () => {
      const nodes = await nodesOf(this.api);
      const states = this.site.hosts.map((host) => ({ host, state: nodes.get(host.nodeName) ?? 'no node' }));
      return states.filter(({ state }) => state !== 'Ready');
    };
    const left = await lookUntil(nodesWithinMs, waiting, (hosts) => hosts.length === 0);
    if (left.length === 0) return;
    const states = left.map(({ host: { fullName }, state }) => `${fullName}: ${state}: ${this.ownHost(fullName).tail()}`);
    throw new Error(`not Ready within ${nodesWithinMs} ms:\n  ${states.join('\n  ')}`);
  }
}
