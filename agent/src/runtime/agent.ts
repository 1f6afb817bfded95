import { hostname, networkInterfaces } from 'node:os';
import type { KubernetesApi } from 'anycast-mec/clients';
import { FrrActuator, MetalLBLabelActuator, ServiceObjects, ServiceTypeActuator } from '../actuators';
import type { Actuator } from '../actuators';
import { canonicalAddress } from 'anycast-mec/contract';
import type { AgentConfig, ServiceConfig } from 'anycast-mec/contract';
import { ProbeScheduler } from '../health';
import { EventWriter, LeaseElection } from '../kubernetes';
import { readText } from '../sites';
import { CpuRule } from './cpu-rule';
import { KubernetesSource } from './kubernetes-source';
import { LimiterMetrics } from './limiter-metrics';
import type { Log } from '../telling/log';
import { askedFor, foreignManager } from './maintenance';
import { AgentMetrics } from '../telling/metrics';
import { ServiceAgent, showGauges, Withdrawals } from '../service';
import { StatusServer } from './status-server';
import { statusOf } from './status';
import type { AgentStatus } from './status';

/** Between two looks at everything, ms: what the clock decides (drain, hold-down) is at most this much late. */
const tickMs = 50;
/** Between two readings of what FRR announces, ms. */
const frrReadMs = 500;

interface Running {
  readonly agent: ServiceAgent;
  readonly stop: () => void;
}

/** The failover agent of a site: everything that runs. */
export class Agent {
  public readonly metrics = new AgentMetrics();
  private readonly running = new Map<string, Running>();
  private readonly objects = new ServiceObjects();
  private readonly withdrawals = new Withdrawals();
  private readonly scheduler: ProbeScheduler;
  private readonly election: LeaseElection | undefined;
  private readonly source: KubernetesSource | undefined;
  private readonly events: EventWriter | undefined;
  private readonly server: StatusServer;
  private readonly frr: FrrActuator;
  private readonly timers: NodeJS.Timeout[] = [];
  private configProblem: string | undefined;
  private identity = '';
  private port = 0;

  /** @param api absent: no Kubernetes here; only the actuator `frr` works then */
  public constructor(
    private config: AgentConfig,
    private readonly api: KubernetesApi | undefined,
    private readonly log: Log,
  ) {
    this.scheduler = new ProbeScheduler(config.concurrency, {
      onStart: (ms) => this.metrics.probeLateness.observe(ms / 1000),
      onStall: () => this.metrics.stalls.inc(),
    });
    this.frr = new FrrActuator(config.frr);
    this.identity = `${hostname()}@${ownAddress()}:${config.listen.port}`;
    if (api) {
      const warn = (what: string) => (error: Error) => log.warn({ error: error.message }, `${what}: ${error.message}`);
      this.events = new EventWriter(api, warn('could not write an Event'));
      this.source = new KubernetesSource(api, this.objects, {
        onService: (service, isRecreated) => this.onService(service, isRecreated),
        onEndpoints: (service, endpoints) => this.running.get(service.key)?.agent.setEndpoints(endpoints),
        onError: (what, error) => log.warn({ error: error.message }, `watch on the ${what}: ${error.message}`),
      });
      if (config.lease)
        this.election = new LeaseElection(api, config.lease, this.identity, (leads) => this.onLead(leads), warn('Lease'));
    }
    this.server = new StatusServer({
      status: () => this.status(),
      statusReaders: config.listen.status,
      ready: () => this.ready,
      metrics: () => this.collect(),
      says: (vip) => this.byVip(vip)?.agent.says(),
      seen: (vip) => this.byVip(vip)?.agent.sites.looks.seen ?? {},
      leaderAddress: () => this.leaderAddress(),
    });
  }

  /** Whether everything has been read once. A standby is ready too. */
  public get ready(): boolean {
    return this.source?.synced ?? true;
  }

  /** Whether this replica leads. */
  public get leads(): boolean {
    return this.election ? this.election.leads : true;
  }

  /** Begins. Returns the port of the status server. */
  public async start(): Promise<number> {
    const { listen, site, mode, services } = this.config;
    this.port = await this.server.listen(listen.port, listen.address);
    this.log.info(
      { port: this.port, mode, services: services.length },
      `the agent of ${site} watches ${services.length} services, mode ${mode}`,
    );
    this.take(this.config);
    this.election?.start();
    this.timers.push(
      setInterval(() => this.tick(), tickMs),
      setInterval(() => void this.readFrr(), frrReadMs),
    );
    await this.readFrr();
    return this.port;
  }

  /** Takes a new configuration. What did not change runs on; Lease, server and credentials stay as they were. */
  public reload(config: AgentConfig): void {
    this.configProblem = undefined;
    this.metrics.configStale.set(0);
    this.metrics.reloads.inc({ result: 'taken' });
    this.log.info({ services: config.services.length }, `took the new configuration: ${config.services.length} services`);
    this.take(config);
  }

  /** Remembers that a new configuration was refused: the old one stays in force. */
  public refuse(error: Error): void {
    this.configProblem = error.message;
    this.metrics.configStale.set(1);
    this.metrics.reloads.inc({ result: 'refused' });
    this.log.error({ error: error.message }, `the new configuration is refused, the old one stays in force: ${error.message}`);
    for (const { agent } of this.running.values()) {
      this.tell(agent.service)({ type: 'Warning', reason: 'ConfigurationRefused', action: 'Reload', note: error.message });
    }
  }

  /** Hands over and stops. Withdraws nothing: what is announced stays announced. */
  public async stop(): Promise<void> {
    this.timers.forEach((timer) => clearInterval(timer));
    await this.election?.release();
    this.source?.stop();
    for (const { stop } of this.running.values()) stop();
    this.scheduler.stop();
    this.server.close();
    this.log.info({}, 'stopped; nothing that is announced was changed');
  }

  /** Where everything stands. */
  public status(): AgentStatus {
    const holder = this.election?.holder;
    return {
      site: this.config.site,
      mode: this.config.mode,
      leads: this.leads,
      ...(holder !== undefined && { holder }),
      ...(this.configProblem !== undefined && { configProblem: this.configProblem }),
      services: [...this.running.values()].map(({ agent }) => statusOf(agent, this.source?.announcingNodes(agent.service) ?? [])),
    };
  }

  private take(config: AgentConfig): void {
    const before = new Map(this.config.services.map((service) => [service.key, service]));
    this.config = config;
    this.metrics.shadow.set(config.mode === 'shadow' ? 1 : 0);
    const isSame = (service: ServiceConfig) => text(before.get(service.key)) === text(service);
    for (const [key, { stop }] of this.running) {
      const now = config.services.find((service) => service.key === key);
      if (now && isSame(now)) continue;
      stop();
      this.running.delete(key);
    }
    for (const service of config.services) {
      if (!this.running.has(service.key)) this.running.set(service.key, this.run(service));
    }
    if (config.services.some((service) => service.actuator !== 'frr' || !service.endpoints)) this.source?.watch(config);
  }

  private run(service: ServiceConfig): Running {
    const limiter =
      service.overload.metrics === undefined
        ? undefined
        : new LimiterMetrics(service.overload.metrics, service.overload.metric ?? '');
    const cpu = service.cpu && this.api ? new CpuRule(this.api, service, service.cpu) : undefined;
    const { routeLabel, fieldManager, maintenanceKey } = this.config;
    const current = () => this.config;
    const agent = new ServiceAgent(service, {
      get config() {
        return current();
      },
      scheduler: this.scheduler,
      actuator: this.actuatorOf(service),
      metrics: this.metrics,
      log: this.log,
      withdrawals: this.withdrawals,
      read: readText,
      leads: () => this.leads,
      tell: this.tell(service),
      maintenance: () => askedFor(this.objects.get(service), maintenanceKey),
      lastManager: () => foreignManager(this.objects.get(service), routeLabel, fieldManager),
      limiterRejects: () => limiter?.rejects ?? false,
      cpuExceeded: () => cpu?.exceeded ?? false,
    });
    const stop = () => {
      agent.stop();
      limiter?.stop();
      cpu?.stop();
    };
    return { agent, stop };
  }

  private actuatorOf({ actuator }: ServiceConfig): Actuator {
    if (actuator === 'frr') return this.frr;
    if (!this.api)
      throw new Error(`actuator = '${actuator}': needs Kubernetes; allowed: frr; remedy: give kubernetes.server, or take frr`);
    if (actuator === 'service-type') return new ServiceTypeActuator(this.api, this.objects, this.config.fieldManager);
    return new MetalLBLabelActuator(this.api, this.objects, this.config);
  }

  private tell(service: ServiceConfig) {
    return (event: { type: 'Normal' | 'Warning'; reason: string; action: string; note: string }) => {
      if (!this.leads) return;
      const uid = this.objects.get(service)?.metadata.uid;
      this.events?.write({ ...event, namespace: service.namespace, service: service.name, ...(uid !== undefined && { uid }) });
    };
  }

  private tick(): void {
    for (const { agent } of this.running.values()) agent.evaluate();
  }

  private onService(service: ServiceConfig, isRecreated: boolean): void {
    const agent = this.running.get(service.key)?.agent;
    if (isRecreated) agent?.adopt();
    agent?.evaluate();
  }

  private onLead(leads: boolean): void {
    this.metrics.leader.set(leads ? 1 : 0);
    this.log.info({ leads, identity: this.identity }, leads ? 'leads from now on' : 'stands by from now on');
    this.tick();
  }

  private leaderAddress(): string | undefined {
    if (this.leads) return undefined;
    const holder = this.election?.holder ?? '';
    return holder.includes('@') ? holder.slice(holder.indexOf('@') + 1) : undefined;
  }

  /** Other sites may write an address in another way. */
  private byVip(text: string): Running | undefined {
    const vip = canonicalAddress(text);
    return [...this.running.values()].find(({ agent }) => agent.service.vips.includes(vip));
  }

  private async collect(): Promise<string> {
    for (const { agent } of this.running.values()) {
      showGauges(agent, this.metrics);
      this.metrics.announcingHosts.set({ service: agent.service.key }, this.source?.announcingNodes(agent.service).length ?? 0);
    }
    this.metrics.leader.set(this.leads ? 1 : 0);
    if (this.election) this.metrics.leaseAge.set(this.election.ageMs / 1000);
    this.metrics.watches.set(this.source?.connectedShare ?? 1);
    return this.metrics.registry.metrics();
  }

  private async readFrr(): Promise<void> {
    for (const { agent } of this.running.values()) {
      if (agent.service.actuator !== 'frr') continue;
      try {
        await this.frr.refresh({ service: agent.service });
      } catch (error) {
        this.log.warn({ error: (error as Error).message }, `could not read what FRR announces: ${(error as Error).message}`);
      }
    }
  }
}

/** Equal text means equal configuration; regular expressions would vanish in JSON. */
function text(service: ServiceConfig | undefined): string {
  return JSON.stringify(service, (_, value: unknown) => (value instanceof RegExp ? String(value) : value)) ?? '';
}

/** The address of this machine that is no loopback; where POD_IP is set, that. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return process.env['POD_IP'] ?? addresses.find((entry) => !entry.internal && entry.family === 'IPv4')?.address ?? '127.0.0.1';
}
