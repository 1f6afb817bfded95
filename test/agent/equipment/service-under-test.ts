import { agentSchema, resolve } from 'anycast-mec/contract';
import type { AgentInput } from 'anycast-mec/contract';
import type { Actuator, RouteTarget } from '../../../agent/src/actuators';
import { late } from '../../../agent/src/health';
import type { Evidence, ProbeScheduler } from '../../../agent/src/health';
import type { ProbeTarget } from '../../../agent/src/health/scheduler';
import type { Log } from '../../../agent/src/telling/log';
import { AgentMetrics } from '../../../agent/src/telling/metrics';
import { ServiceAgent, Withdrawals } from '../../../agent/src/service';
import type { Maintenance, ServiceContext } from '../../../agent/src/service';
import type { Route } from '../../../agent/src/state';

/** Routes as a cluster would have them; every call is written down. */
export class RecordedRoutes implements Actuator {
  public readonly hasHostRoutes = true;
  public readonly calls: string[] = [];
  public fails = false;
  /** Whether calls are never answered. */
  public hangs = false;
  private readonly routes = new Map<string, Route>();

  public announce = (target: RouteTarget) => this.set(target, 'announced');
  public drain = (target: RouteTarget) => this.set(target, 'drained');
  public withdraw = (target: RouteTarget) => this.set(target, 'withdrawn');
  public forget = () => undefined;

  public observe({ host = '' }: RouteTarget): Route {
    return this.routes.get(host) ?? 'announced';
  }

  /** Somebody else changes a route. */
  public put(route: Route, host = ''): void {
    this.routes.set(host, route);
  }

  private set({ host = '' }: RouteTarget, route: Route): Promise<void> {
    this.calls.push(host === '' ? route : `${host} ${route}`);
    if (this.hangs) return new Promise(() => undefined);
    if (this.fails) return Promise.reject(new Error('the API server does not answer'));
    this.routes.set(host, route);
    return Promise.resolve();
  }
}

/** Hands over what a test says that endpoints answer; asks nobody. */
class SaidEvidence implements Pick<ProbeScheduler, 'add'> {
  private readonly targets = new Set<ProbeTarget>();

  public add(target: ProbeTarget): ReturnType<ProbeScheduler['add']> {
    this.targets.add(target);
    return { remove: () => void this.targets.delete(target), confirm: () => undefined };
  }

  public say(addresses: readonly string[], evidence: Pick<Evidence, 'class' | 'reason'>): void {
    const whole = { ...evidence, startedAt: performance.now(), tookMs: 1 };
    for (const target of this.targets) if (addresses.includes(target.address)) target.onEvidence(whole);
  }
}

/** What an endpoint answers; `none`: the probe could not be made; `late`: the agent was too slow. */
type Said = 'ok' | 'hard' | 'soft' | 'none' | 'late';
type Told = Parameters<ServiceContext['tell']>[0];

/** One service of an agent that leads, with real state machines and guards; time is the test's own (`jest.useFakeTimers`). */
export class ServiceUnderTest {
  public readonly routes = new RecordedRoutes();
  public readonly metrics = new AgentMetrics();
  public readonly withdrawals = new Withdrawals();
  public readonly agent: ServiceAgent;
  public readonly events: string[] = [];
  /** The same whole. */
  public readonly told: Told[] = [];
  /** What was logged: level, what is read by programs, what by people. */
  public readonly logged: [level: keyof Log, fields: object, text: string][] = [];
  public leads = true;
  /** Whether the CPU rule counts the service as failed. */
  public cpuExceeded = false;
  public limiterRejects = false;
  /** Who changed a route last. */
  public manager: string | undefined;
  public asked: Maintenance | undefined;
  /** When another site was asked, monotonic ms; each says that it serves. */
  public readonly looks: number[] = [];
  /** What the other sites say that they see of this one; undefined: they do not tell. */
  public seen: string | undefined;
  private readonly said = new SaidEvidence();
  private readonly addresses: readonly string[];

  public constructor(more: Partial<AgentInput> = {}, service: Partial<AgentInput['services'][number]> = {}) {
    const hosts = more.hosts ?? ['h1', 'h2'];
    const config = resolve(
      agentSchema.parse({
        hosts,
        ...more,
        services: [
          {
            name: 's',
            namespace: 'n',
            vips: ['203.0.113.1'],
            port: 80,
            protocol: 'TCP',
            health: { port: 8080, hold: false },
            ...service,
          },
        ],
      }),
    );
    const context: ServiceContext = {
      config,
      scheduler: this.said as unknown as ProbeScheduler,
      actuator: this.routes,
      metrics: this.metrics,
      log: {
        info: (fields, text) => void this.logged.push(['info', fields, text]),
        warn: (fields, text) => void this.logged.push(['warn', fields, text]),
        error: (fields, text) => void this.logged.push(['error', fields, text]),
      },
      withdrawals: this.withdrawals,
      read: () => {
        this.looks.push(performance.now());
        return Promise.resolve({
          status: 200,
          text: JSON.stringify({ says: 'serving', seen: this.seen && { [config.site]: this.seen } }),
        });
      },
      leads: () => this.leads,
      tell: (event) => {
        this.events.push(event.reason);
        this.told.push(event);
      },
      maintenance: () => this.asked,
      lastManager: () => this.manager,
      limiterRejects: () => this.limiterRejects,
      cpuExceeded: () => this.cpuExceeded,
    };
    const [only] = config.services;
    if (!only) throw new Error('one service is given');
    this.agent = new ServiceAgent(only, context);
    this.addresses = hosts.map((_, index) => `192.0.2.${index + 1}`);
    if (!only.endpoints) this.agent.setEndpoints(hosts.map((host, index) => ({ address: `192.0.2.${index + 1}`, host })));
  }

  /** Every endpoint, or that of one host by its place, says this so many times, 100 ms apart. */
  public async say(what: Said, times = 1, host?: number): Promise<this> {
    for (let time = 0; time < times; time++) {
      this.tell(what, 1, host);
      await this.pass(100);
    }
    return this;
  }

  /** The same in one moment: no time passes. */
  public tell(what: Said, times = 1, host?: number): void {
    const addresses = host === undefined ? this.addresses : this.addresses.slice(host, host + 1);
    for (let time = 0; time < times; time++) this.said.say(addresses, what === 'late' ? late : { class: what, reason: what });
  }

  /** Time passes, with the ticks of the agent. */
  public async pass(ms: number): Promise<this> {
    for (let left = ms; left > 0; left -= 50) {
      await jest.advanceTimersByTimeAsync(Math.min(50, left));
      this.agent.evaluate();
    }
    return this;
  }

  /** What a counter or gauge has for these labels. */
  public async metric(name: 'guardHolds' | 'failures' | 'repairs' | 'actionErrors', labels: object): Promise<number | undefined> {
    const { values } = await this.metrics[name].get();
    const fits = (own: object) => Object.entries(labels).every(([key, value]) => own[key as keyof typeof own] === value);
    return values.find((one) => fits(one.labels))?.value;
  }
}
