import type { CheckConfig, ProbeConfig, ServiceConfig } from 'anycast-mec/contract';
import type { ScopedCheck } from '../guards/shared-scope';
import type { Verdict } from '../state';
import { composeFamilies } from './composition';
import { isNews, unknownHealth, withEvidence } from './endpoint-health';
import type { EndpointHealth } from './endpoint-health';
import type { Evidence } from './evidence';
import { HeldConnection } from './held-connection';
import { probes } from './probes';
import type { ProbeScheduler } from './scheduler';
import { together } from './together';

/** An endpoint, as EndpointSlices or the configuration name it. */
export interface Endpoint {
  readonly address: string;
  readonly host?: string;
}

/** What the monitor tells. */
export interface MonitorView {
  /** Something that is believed has changed. */
  readonly onChange: () => void;
  readonly onEvidence?: (check: string, evidence: Evidence) => void;
  /** An endpoint cannot be seen: the last probes of it all ended in errors that are not its own. */
  readonly onBlind?: (check: string, address: string, reason: string) => void;
}

interface Watched {
  readonly check: CheckConfig | undefined;
  readonly address: string;
  health: EndpointHealth;
  readonly confirm: () => void;
  /** It is up, after it was not. */
  readonly onUp: () => void;
  readonly stop: () => void;
}

/** What the endpoints say together. */
interface Summary {
  readonly verdict: Verdict;
  readonly hosts: ReadonlyMap<string, Verdict>;
  readonly checks: readonly ScopedCheck[];
}

/** Last probes of which the share of 429 is taken. */
const loadWindow = 20;

/** Probes the endpoints of one service, and says what they tell together. */
export class ServiceMonitor {
  private readonly endpoints = new Map<string, { readonly endpoint: Endpoint; readonly watched: readonly Watched[] }>();
  private readonly fixed: readonly Watched[];
  private readonly load: boolean[] = [];
  /** Kept until an endpoint says something new: it is asked for far more often than that. */
  private summary: Summary | undefined;

  public constructor(
    private readonly service: ServiceConfig,
    private readonly scheduler: ProbeScheduler,
    private readonly view: MonitorView,
  ) {
    this.fixed = service.checks.flatMap((check) => (check.at === undefined ? [] : [this.watch(check.at, check.probe, check)]));
  }

  /** Takes the endpoints that there are now. Whatever changed, those that stay are probed at once. */
  public setEndpoints(endpoints: readonly Endpoint[]): void {
    const named = new Map(endpoints.map((endpoint) => [`${endpoint.address}@${endpoint.host ?? ''}`, endpoint]));
    for (const [key, { watched }] of this.endpoints) {
      if (named.has(key)) watched.forEach((one) => one.confirm());
      else {
        watched.forEach((one) => one.stop());
        this.endpoints.delete(key);
      }
    }
    for (const [key, endpoint] of named) {
      if (!this.endpoints.has(key)) this.endpoints.set(key, { endpoint, watched: this.watchEndpoint(endpoint.address) });
    }
    this.summary = undefined;
    this.view.onChange();
  }

  /** Verdict over all endpoints. */
  public verdict(): Verdict {
    return this.summarize().verdict;
  }

  /** Verdict over the endpoints of each host. A host serves as long as one of its endpoints of each family does. */
  public hostVerdicts(): ReadonlyMap<string, Verdict> {
    return this.summarize().hosts;
  }

  /** The checks, for the guard of shared failures. */
  public checks(): readonly ScopedCheck[] {
    return this.summarize().checks;
  }

  /** Share of the last probes that were answered 429. */
  public rejectedShare(): number {
    return this.load.length === 0 ? 0 : this.load.filter(Boolean).length / this.load.length;
  }

  /** What is believed of each endpoint. */
  public endpointHealth(): { readonly endpoint: Endpoint; readonly health: EndpointHealth }[] {
    return [...this.endpoints.values()].map(({ endpoint, watched }) => ({
      endpoint,
      health: together(watched.map((one) => one.health)),
    }));
  }

  /** Probes every endpoint at once. */
  public confirmAll(): void {
    for (const { watched } of this.endpoints.values()) watched.forEach((one) => one.confirm());
  }

  public stop(): void {
    for (const { watched } of this.endpoints.values()) watched.forEach((one) => one.stop());
    this.fixed.forEach((one) => one.stop());
  }

  private summarize(): Summary {
    this.summary ??= {
      verdict: composeFamilies(this.healths(), this.service.require),
      hosts: this.verdictsOfHosts(),
      checks: this.scopedChecks(),
    };
    return this.summary;
  }

  private verdictsOfHosts(): Map<string, Verdict> {
    const hosts = new Map<string, { address: string; health: EndpointHealth }[]>();
    for (const { endpoint, watched } of this.endpoints.values()) {
      const { address, host } = endpoint;
      if (host === undefined) continue;
      hosts.set(host, [...(hosts.get(host) ?? []), { address, health: together(watched.map((one) => one.health)) }]);
    }
    return new Map([...hosts].map(([host, endpoints]) => [host, composeFamilies(endpoints, 'any')]));
  }

  private scopedChecks(): ScopedCheck[] {
    const own = [...this.endpoints.values()].flatMap(({ watched }) => watched);
    return [...own, ...this.fixed].map(({ check, health }) => ({
      name: check?.name ?? 'health',
      scope: check?.scope ?? 'local',
      failed: health.status === 'down',
      blind: health.blind >= blindAfter,
    }));
  }

  private healths(): { readonly address: string; readonly health: EndpointHealth }[] {
    const local = this.fixed.filter(({ check }) => check?.scope === 'local').map(({ health }) => health);
    return [...this.endpoints.values()].map(({ endpoint: { address }, watched }) => ({
      address,
      health: together([...watched.map(({ health }) => health), ...local]),
    }));
  }

  private watchEndpoint(address: string): Watched[] {
    const each = this.service.checks.filter((check) => check.at === undefined);
    return [this.watch(address, this.service.probe, undefined), ...each.map((check) => this.watch(address, check.probe, check))];
  }

  private watch(address: string, config: ProbeConfig, check: CheckConfig | undefined): Watched {
    let closed: Evidence | undefined;
    const add = (evidence: Evidence) => {
      if (closed && evidence.startedAt >= closed.startedAt && evidence.class !== 'none') {
        // Together they are two hard failures; an answer shows that the server just closed an idle connection, as many do.
        if (evidence.class === 'hard' || evidence.class === 'soft') this.take(watched, config, closed);
        closed = undefined;
      }
      this.take(watched, config, evidence);
    };
    const { remove, confirm } = this.scheduler.add({
      address,
      config,
      probe: probes[config.kind],
      inDoubt: () => watched.health.failures > 0 || watched.health.status === 'down',
      // One that is down needs no confirmation: it would be probed as fast as this machine can.
      confirmsHard: () => config.confirmHard && watched.health.failures > 0 && watched.health.status !== 'down',
      onEvidence: add,
    });
    const held = config.hold
      ? new HeldConnection(address, config.port, () => {
          // The end alone is no failure: the probe that follows says whether it is one.
          closed = { class: 'hard', reason: 'connection closed', startedAt: performance.now(), tookMs: 0 };
          confirm();
        })
      : undefined;
    held?.open();
    const stop = () => {
      remove();
      held?.close();
    };
    const watched: Watched = { check, address, health: unknownHealth, confirm, onUp: () => held?.revive(), stop };
    return watched;
  }

  private take(watched: Watched, config: ProbeConfig, evidence: Evidence): void {
    const before = watched.health;
    watched.health = withEvidence(before, evidence, config);
    this.view.onEvidence?.(watched.check?.name ?? 'health', evidence);
    if (!watched.check && evidence.class !== 'none') {
      this.load.push(evidence.class === 'overloaded');
      if (this.load.length > loadWindow) this.load.shift();
    }
    const { health } = watched;
    if (health.blind === blindAfter && before.blind < blindAfter)
      this.view.onBlind?.(watched.check?.name ?? 'health', watched.address, health.problem ?? '');
    if (health.status === 'up' && before.status !== 'up') watched.onUp();
    const hasNews = isNews(before, health, this.service.probe.rise);
    if (hasNews) this.summary = undefined;
    // One that is down may be waited for: the look at other sites, the hold-down.
    if (hasNews || health.status === 'down') this.view.onChange();
  }
}

/** Local errors in a row after which an endpoint cannot be seen. */
const blindAfter = 3;
