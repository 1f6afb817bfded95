import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { metricNames, phases } from 'anycast-mec/contract';
import type { Phase, Route } from 'anycast-mec/contract';
import { TallyHistogram } from './tally-histogram';

const routes: readonly Route[] = ['announced', 'drained', 'withdrawn'];

/** What Prometheus reads of the agent. `host` is empty for the whole site. */
export class AgentMetrics {
  public readonly registry = new Registry();
  public readonly probeDuration = this.tally(
    metricNames.probeDuration,
    'Time of a probe',
    ['service', 'check', 'class'],
    [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
  );
  public readonly probeErrors = this.counter(
    metricNames.probeErrors,
    'Probes that said nothing, by an error of the agent, its machine or its configuration',
    ['service', 'check'],
  );
  public readonly probeLateness = this.tally(
    metricNames.probeLateness,
    'How much later than planned a probe began',
    [],
    [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1],
  );
  public readonly stalls = this.counter(metricNames.stalls, 'Times the agent itself stood still for more than 20 ms', []);
  public readonly transitions = this.counter(metricNames.transitions, 'Changes of state', [
    'service',
    'host',
    'from',
    'to',
    'cause',
  ]);
  public readonly failures = this.counter(metricNames.failures, 'Failures of a VIP that was announced', ['service', 'host']);
  public readonly guardHolds = this.counter(metricNames.guardHolds, 'Withdrawals that a guard held', ['service', 'guard']);
  public readonly failover = this.histogram(
    metricNames.failover,
    'Failover by phase: decide (first sign to decision), act (decision to patched)',
    ['service', 'phase'],
    [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  );
  public readonly actionErrors = this.counter(metricNames.actionErrors, 'Route changes that failed and are repeated', [
    'service',
  ]);
  public readonly repairs = this.counter(metricNames.repairs, 'Routes that somebody else changed and that were set again', [
    'service',
  ]);
  public readonly reloads = this.counter(metricNames.reloads, 'Configuration files read again', ['result']);
  public readonly configStale = this.gauge(
    metricNames.configStale,
    '1 while the configuration file is refused and the old one is in force',
    [],
  );
  public readonly leader = this.gauge(metricNames.leader, '1 on the replica that leads', []);
  public readonly leaseAge = this.gauge(metricNames.leaseAge, 'Age of the Lease as last seen', []);
  public readonly watches = this.gauge(metricNames.watches, 'Share of the watches on the API server that are open', []);
  public readonly announcingHosts = this.gauge(
    metricNames.announcingHosts,
    'Hosts whose speakers say that they announce (ServiceBGPStatus)',
    ['service'],
  );
  public readonly endpointsUp = this.gauge(metricNames.endpointsUp, 'Endpoints that are up', ['service']);
  public readonly endpoints = this.gauge(metricNames.endpoints, 'Endpoints that are probed', ['service']);
  public readonly otherSites = this.gauge(metricNames.otherSites, 'Other sites that were seen to serve at the last look', [
    'service',
  ]);
  public readonly seenFromOutside = this.gauge(
    metricNames.seenFromOutside,
    '1 if the agent of another site gets an answer from this one, 0 if none that tells does',
    ['service'],
  );
  public readonly shadow = this.gauge(metricNames.shadow, '1 in shadow mode', []);
  private readonly states = this.gauge(metricNames.state, '1 for the state that a VIP is in', ['service', 'host', 'state']);
  private readonly wanted = this.gauge(metricNames.routeWanted, '1 for the route that is wanted', ['service', 'host', 'route']);
  private readonly observed = this.gauge(metricNames.routeObserved, '1 for the route that is seen', ['service', 'host', 'route']);

  /** Shows where a VIP stands. */
  public show(service: string, host: string, phase: Phase, wanted: Route, observed: Route | undefined): void {
    for (const state of phases) this.states.set({ service, host, state }, state === phase ? 1 : 0);
    for (const route of routes) {
      this.wanted.set({ service, host, route }, route === wanted ? 1 : 0);
      this.observed.set({ service, host, route }, route === observed ? 1 : 0);
    }
  }

  private tally<T extends string>(name: string, help: string, labelNames: T[], buckets: number[]): TallyHistogram<T> {
    return new TallyHistogram({ name, help, labelNames, buckets, registry: this.registry });
  }

  private histogram<T extends string>(name: string, help: string, labelNames: T[], buckets: number[]): Histogram<T> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  private counter<T extends string>(name: string, help: string, labelNames: T[]): Counter<T> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge<T extends string>(name: string, help: string, labelNames: T[]): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
