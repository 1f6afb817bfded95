import type { Phase, ServiceConfig } from 'anycast-mec/contract';
import { guards, mayWithdrawSite } from '../guards';
import { late, ServiceMonitor } from '../health';
import type { Endpoint } from '../health';
import { guardNames, guardThatHolds, intendedAt as intentionOf, routeOf, says } from '../state';
import type { GuardAnswer, MachineInput, MachinePolicy, Route, Transition, Verdict } from '../state';
import { OutsideView } from './outside-view';
import { blindEvent, causeOf, eventOf, outsideEvent } from './told';
import { canDrain, RouteKeeper } from './route-keeper';
import type { ServiceContext } from './service-context';
import { SiteLooks, steadyLookMs } from './site-looks';
import { VipMachine } from './vip-machine';

/** Where a VIP goes that failed; a person may take it away, too. */
const failed: ReadonlySet<Phase> = new Set(['DRAINING', 'DOWN', 'HELD']);

/** Probes one service, decides about its VIP at the site and at each host, and keeps what was decided. */
export class ServiceAgent {
  public readonly site: VipMachine;
  public readonly hosts = new Map<string, VipMachine>();
  public readonly monitor: ServiceMonitor;
  public readonly looks: SiteLooks;
  public readonly outside = new OutsideView();
  private readonly keeper: RouteKeeper;
  private readonly policy: MachinePolicy;
  /** A host that died is withdrawn at once while others serve: nobody needs to look for another path then. */
  private readonly hostPolicy: MachinePolicy;
  private drainEnd: NodeJS.Timeout | undefined;
  private evaluating = false;
  private led = false;
  private doubtSince: number | undefined;

  public constructor(
    public readonly service: ServiceConfig,
    private readonly context: ServiceContext,
  ) {
    this.policy = {
      ...service.timing,
      ...(!canDrain(context, service) && { hardDrainMs: 0 }),
      rise: service.probe.rise,
      tieBreakMs: service.guards.tieBreakMs,
    };
    this.hostPolicy = { ...this.policy, hardDrainMs: 0 };
    this.site = new VipMachine({ service }, this.policy);
    this.keeper = new RouteKeeper(context);
    this.looks = new SiteLooks(service, context.config.site, () => this.evaluate());
    const { failures, guardHolds, probeDuration, probeErrors } = context.metrics;
    // From the beginning, so that the first one is seen as an increase.
    for (const guard of guardNames) guardHolds.inc({ service: service.key, guard }, 0);
    failures.inc({ service: service.key, host: '' }, 0);
    this.monitor = new ServiceMonitor(service, context.scheduler, {
      onChange: () => this.evaluate(),
      onEvidence: (check, evidence) => {
        probeDuration.observe(evidence.tookMs / 1000, service.key, check, evidence.class);
        // Lateness of its own has a metric of its own.
        if (evidence.class === 'none' && evidence.reason !== late.reason) probeErrors.inc({ service: service.key, check });
      },
      onBlind: (check, address, reason) => this.tellBlind(check, address, reason),
    });
    if (service.endpoints) this.setEndpoints(service.endpoints as readonly Endpoint[]);
  }

  /** Takes the endpoints that EndpointSlices name. */
  public setEndpoints(endpoints: readonly Endpoint[]): void {
    this.monitor.setEndpoints(endpoints);
  }

  /** What the site says of the VIP to other sites. */
  public says(): 'serving' | 'announcing' | 'leaving' | 'unknown' {
    if (!this.context.leads()) return 'unknown';
    return says(this.site.state, this.verdict(), this.observed(this.site));
  }

  /** What the endpoints say together, and the CPU rule where it is on. */
  public verdict(): Verdict {
    const verdict = this.monitor.verdict();
    if (verdict.health !== 'healthy' || !this.context.cpuExceeded()) return verdict;
    return { health: 'failed', hard: false, successes: 0, reason: 'CPU above its limit (rule of the thesis)' };
  }

  /** Looks at everything and takes the steps that follow; called for every change, and by the clock. */
  public evaluate(): void {
    // A step may cause evidence, which must not step again in the middle.
    if (this.evaluating || !this.monitor) return;
    this.evaluating = true;
    try {
      this.evaluateOnce();
    } finally {
      this.evaluating = false;
    }
  }

  /** Forgets what it wanted and adopts what is found: whoever leads anew, or a Service made anew. What is known of endpoints stays. */
  public adopt(): void {
    this.context.actuator.forget(this.service);
    for (const machine of this.machines()) machine.reset();
  }

  /** Writes where everything stands into the metrics; called when they are read, since setting them costs more than a probe. */
  public showMetrics(): void {
    const { metrics } = this.context;
    const service = this.service.key;
    const endpoints = this.monitor.endpointHealth();
    metrics.endpoints.set({ service }, endpoints.length);
    metrics.endpointsUp.set({ service }, endpoints.filter(({ health }) => health.status === 'up').length);
    metrics.otherSites.set({ service }, this.looks.all.filter((look) => look.says === 'serving').length);
    // Whoever is told nothing neither sees nor fails to: an old value would keep an alert alive.
    if (this.outside.now === 'untold') metrics.seenFromOutside.remove({ service });
    else metrics.seenFromOutside.set({ service }, this.outside.now === 'seen' ? 1 : 0);
    for (const machine of this.machines()) {
      metrics.show(service, machine.target.host ?? '', machine.state.phase, routeOf(machine.state), this.observed(machine));
    }
  }

  public stop(): void {
    clearTimeout(this.drainEnd);
    this.monitor.stop();
  }

  private evaluateOnce(): void {
    const leads = this.context.leads();
    if (leads !== this.led) {
      this.led = leads;
      // Whoever leads from now on adopts what is announced.
      this.adopt();
    }
    const now = performance.now();
    const verdict = this.verdict();
    this.doubtSince = verdict.health === 'healthy' ? undefined : (this.doubtSince ?? now);
    if (!leads) return;
    this.lookAround(now);
    const shared = this.sharedInput(now);
    const { maintenance } = this.context;
    const asked = maintenance();
    this.move(this.site, {
      ...shared,
      verdict,
      ...(asked && { maintenance: asked }),
      ...this.observedInput(this.site),
      guard: (intendedAt) => this.mayWithdraw(now, intendedAt),
    });
    if (this.service.hostRoutes && this.context.actuator.hasHostRoutes) this.evaluateHosts(shared, verdict);
  }

  private evaluateHosts(shared: Omit<MachineInput, 'verdict' | 'guard'>, siteVerdict: Verdict): void {
    const verdicts = this.monitor.hostVerdicts();
    for (const host of verdicts.keys()) {
      if (!this.hosts.has(host) && this.context.config.hosts.includes(host)) {
        this.hosts.set(host, new VipMachine({ service: this.service, host }, this.hostPolicy));
        this.context.metrics.failures.inc({ service: this.service.key, host }, 0);
      }
    }
    for (const [host, machine] of this.hosts) {
      const verdict = verdicts.get(host) ?? { health: 'unknown', hard: false, successes: 0, reason: 'no endpoint on this host' };
      this.move(machine, {
        ...shared,
        verdict,
        ...this.observedInput(machine),
        guard: () => this.mayWithdrawHost(host, verdicts, siteVerdict),
      });
    }
  }

  private mayWithdraw(now: number, intendedAt: number): GuardAnswer {
    const { withdrawals, config } = this.context;
    const { recent } = withdrawals;
    return mayWithdrawSite({
      now,
      intendedAt,
      looks: this.looks.all,
      withdrawals: recent,
      actionsPerMinute: config.actionsPerMinute,
      config: this.service.guards,
    });
  }

  private mayWithdrawHost(host: string, verdicts: ReadonlyMap<string, Verdict>, site: Verdict): GuardAnswer {
    const { withdrawals, config } = this.context;
    const rate = guards.actionRate(withdrawals.recent, performance.now(), config.actionsPerMinute);
    if (rate.answer !== 'allow') return rate;
    const others = [...this.hosts].filter(([other]) => other !== host);
    return guards.lastHost(
      others.map(([other, machine]) => ({
        host: other,
        serves: site.health === 'healthy' && verdicts.get(other)?.health === 'healthy' && routeOf(machine.state) !== 'withdrawn',
      })),
    );
  }

  private sharedInput(now: number): Omit<MachineInput, 'verdict' | 'guard'> {
    const frozen = guards.sharedFailure(this.monitor.checks());
    const load = { rejectedShare: this.monitor.rejectedShare(), limiterRejects: this.context.limiterRejects() };
    const overloaded = guards.isOverloaded(load, this.service.overload.ratio);
    return { now, overloaded, ...(frozen !== undefined && { frozen }), random: Math.random() };
  }

  /** The route as it is seen. */
  public observed(machine: VipMachine): Route | undefined {
    const seen = this.context.actuator.observe(machine.target);
    // In shadow mode nothing follows what is wanted: it is taken for granted once the machine has begun.
    return this.context.config.mode === 'shadow' && machine.state.phase !== 'INIT' ? routeOf(machine.state) : seen;
  }

  private observedInput(machine: VipMachine): { observed?: Route } {
    const observed = this.observed(machine);
    return observed === undefined ? {} : { observed };
  }

  private move(machine: VipMachine, input: MachineInput): void {
    const heldBy = guardThatHolds(machine.state);
    const transition = machine.step(input);
    if (transition) this.tell(machine, transition, input);
    if (transition && machine === this.site && machine.state.phase === 'DRAINING' && machine.state.hard) {
      // The tick of the agent is as long as this drain.
      clearTimeout(this.drainEnd);
      this.drainEnd = setTimeout(() => this.evaluate(), this.policy.hardDrainMs);
    }
    const guard = guardThatHolds(machine.state);
    if (guard !== undefined && guard !== heldBy) this.context.metrics.guardHolds.inc({ service: this.service.key, guard });
    const isDecision = transition && transition.before !== transition.after;
    if (isDecision && transition.after === 'withdrawn' && transition.from !== 'INIT') this.context.withdrawals.add(input.now);
    this.keeper.keep(machine, isDecision ? input.now : undefined);
    // The intention is public from here on, so that a look that begins now counts.
    const intendedAt = intentionOf(machine.state);
    if (machine === this.site && intendedAt !== undefined) setImmediate(() => this.looks.lookAfter(intendedAt));
  }

  private tell(machine: VipMachine, transition: Transition, input: MachineInput): void {
    const { metrics, log, tell, config } = this.context;
    const { from, to, before, after, reason } = transition;
    const service = this.service.key;
    const cause = causeOf(transition, input);
    metrics.transitions.inc({ service, host: machine.target.host ?? '', from, to, cause });
    const isFall = before === 'announced' && after !== 'announced';
    if (isFall && failed.has(to)) metrics.failures.inc({ service, host: machine.target.host ?? '' });
    if (isFall && this.doubtSince !== undefined)
      metrics.failover.observe({ service, phase: 'decide' }, (input.now - this.doubtSince) / 1000);
    const would = config.mode === 'shadow' && before !== after ? ' (shadow: nothing is changed)' : '';
    const route = before === after ? `stays ${after}` : `${before} -> ${after}`;
    log.info(
      { service, host: machine.target.host, from, to, before, after, cause, reason },
      `${machine.name}: ${from} -> ${to}, route ${route}: ${reason}${would}`,
    );
    const event = eventOf(machine.name, transition, config.mode);
    if (event) tell(event);
  }

  private lookAround(now: number): void {
    this.looks.lookAfter(now - steadyLookMs);
    if (!this.outside.take(this.looks.all, now)) return;
    const event = outsideEvent(this.service.key, this.outside.now === 'seen', this.looks.all);
    this.context.log.info({ service: this.service.key, outside: this.outside.now }, event.note);
    this.context.tell(event);
  }

  private tellBlind(check: string, address: string, reason: string): void {
    const { log, tell } = this.context;
    const event = blindEvent(this.service.key, check, address, reason);
    log.error({ service: this.service.key, check, address, error: reason }, event.note);
    tell(event);
  }

  /** The machine of the site, and those of its hosts. */
  public machines(): VipMachine[] {
    return [this.site, ...this.hosts.values()];
  }
}
