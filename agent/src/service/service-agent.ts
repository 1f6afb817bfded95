import type { ServiceConfig } from 'anycast-mec/contract';
import type { Endpoint } from '../health';
import { OtherSites } from '../sites';
import { guardThatHolds, intendedAt, routeOf, says } from '../state';
import type { MachineInput, Route, Verdict } from '../state';
import { RouteKeeper } from './route-keeper';
import type { ServiceContext } from './service-context';
import { ServiceEvidence } from './service-evidence';
import { ServiceGuards } from './service-guards';
import { ServiceTeller } from './service-teller';
import type { VipMachine } from './vip-machine';
import { VipMachines } from './vip-machines';

/** What machines see of a host without endpoints. */
const noEndpoint: Verdict = { health: 'unknown', hard: false, successes: 0, reason: 'no endpoint on this host' };

/** What all machines of a service see in one look. */
type Shared = Omit<MachineInput, 'verdict' | 'guard'>;

/** Steps the machines of one service whenever something changed: takes what is seen to them, and what they decide to those who do it. */
export class ServiceAgent {
  public readonly machines: VipMachines;
  public readonly evidence: ServiceEvidence;
  public readonly sites: OtherSites;
  private readonly guards: ServiceGuards;
  private readonly keeper: RouteKeeper;
  private readonly teller: ServiceTeller;
  private drainEnd: NodeJS.Timeout | undefined;
  private evaluating = false;
  private led = false;

  public constructor(
    public readonly service: ServiceConfig,
    private readonly context: ServiceContext,
  ) {
    this.machines = new VipMachines(service);
    this.sites = new OtherSites(service, context.config.site, context.read, () => this.evaluate());
    this.guards = new ServiceGuards(service, context, this.sites);
    this.keeper = new RouteKeeper(context);
    this.teller = new ServiceTeller(service, context);
    this.evidence = new ServiceEvidence(service, context, this.teller, () => this.evaluate());
    if (service.endpoints) this.setEndpoints(service.endpoints as readonly Endpoint[]);
  }

  /** Takes the endpoints that there are now. */
  public setEndpoints(endpoints: readonly Endpoint[]): void {
    this.evidence.monitor.setEndpoints(endpoints);
  }

  /** What the site says of the VIP to other sites. */
  public says(): 'serving' | 'announcing' | 'leaving' | 'unknown' {
    if (!this.context.leads()) return 'unknown';
    const { site } = this.machines;
    return says(site.state, this.evidence.verdict(), this.observed(site));
  }

  /** The route as it is seen; in shadow mode, as it would be. */
  public observed(machine: VipMachine): Route | undefined {
    return this.guards.observed(machine);
  }

  /** Looks at everything and takes the steps that follow; called for every change, and by the clock. */
  public evaluate(): void {
    // A step may cause evidence, which must not step again in the middle.
    if (this.evaluating) return;
    this.evaluating = true;
    try {
      this.evaluateOnce(performance.now());
    } finally {
      this.evaluating = false;
    }
  }

  /** Forgets what it wanted and adopts what is found: whoever leads anew, or a Service made anew. What is known of endpoints stays. */
  public adopt(): void {
    this.context.actuator.forget(this.service);
    this.keeper.forget();
    for (const machine of this.machines.all) machine.reset();
  }

  public stop(): void {
    clearTimeout(this.drainEnd);
    this.evidence.monitor.stop();
  }

  private evaluateOnce(now: number): void {
    const leads = this.context.leads();
    if (leads !== this.led) {
      this.led = leads;
      // Whoever leads from now on adopts what is announced.
      this.adopt();
    }
    const verdict = this.evidence.look(now);
    if (!leads) return;
    if (this.sites.lookAround(now)) this.teller.seenFromOutside(this.sites);
    const shared = { now, ...this.guards.inhibitors(this.evidence), random: Math.random() };
    const maintenance = this.context.maintenance();
    const { site } = this.machines;
    this.move(site, { ...shared, verdict, ...(maintenance && { maintenance }), guard: this.guards.ofSite(now) });
    if (this.service.hostRoutes && this.context.actuator.hasHostRoutes) this.evaluateHosts(shared, verdict);
  }

  private evaluateHosts(shared: Shared, siteVerdict: Verdict): void {
    const verdicts = this.evidence.hosts();
    for (const host of verdicts.keys()) {
      if (this.context.config.hosts.includes(host) && this.machines.addHost(host)) this.teller.begin(host);
    }
    const { hosts } = this.machines;
    const serves = (host: string, { state }: VipMachine) =>
      siteVerdict.health === 'healthy' && verdicts.get(host)?.health === 'healthy' && routeOf(state) !== 'withdrawn';
    for (const [host, machine] of hosts) {
      const others = () =>
        [...hosts].filter(([other]) => other !== host).map(([other, its]) => ({ host: other, serves: serves(other, its) }));
      const guard = this.guards.ofHost(shared.now, others);
      this.move(machine, { ...shared, verdict: verdicts.get(host) ?? noEndpoint, guard });
    }
  }

  private move(machine: VipMachine, seen: MachineInput): void {
    const observed = this.observed(machine);
    const input = observed === undefined ? seen : { ...seen, observed };
    const heldBefore = guardThatHolds(machine.state);
    const transition = machine.step(input);
    if (transition) this.teller.moved(machine, transition, input, this.evidence.doubtSince);
    this.guards.count(machine, heldBefore, transition, input.now);
    const isDecision = transition && transition.before !== transition.after;
    if (this.guards.acts) this.keeper.keep(machine, isDecision ? input.now : undefined);
    if (machine === this.machines.site) this.followUp(machine, transition !== undefined);
  }

  /** What the site does of its own accord after a step: looks at others once it told its intention, and ends its drain in time. */
  private followUp({ state }: VipMachine, hasMoved: boolean): void {
    if (hasMoved && state.phase === 'DRAINING' && state.hard) {
      // The tick of the agent is as long as this drain.
      clearTimeout(this.drainEnd);
      this.drainEnd = setTimeout(() => this.evaluate(), this.machines.policy.hardDrainMs);
    }
    // The intention is public from here on, so that a look that begins now counts.
    const intended = intendedAt(state);
    if (intended !== undefined) setImmediate(() => this.sites.looks.lookAfter(intended));
  }
}
