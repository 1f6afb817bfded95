import { bringAbout } from '../actuators';
import type { Route, ServiceConfig } from 'anycast-mec/contract';
import { routeOf } from '../state';
import type { ServiceContext } from './service-context';
import type { VipMachine } from './vip-machine';

/** Waits before a route is asked for again, ms. */
const againMs = [100, 200, 500, 1000, 2000];

/** Brings the wanted route about and keeps it: compares with what is observed at every tick, and repairs. */
export class RouteKeeper {
  public constructor(
    private readonly context: ServiceContext,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** One comparison. `decidedAt` is when the wanted route was decided, if it was decided just now. */
  public keep(machine: VipMachine, decidedAt?: number): void {
    const { actuator, config } = this.context;
    const wanted = routeOf(machine.state);
    const observed = actuator.observe(machine.target);
    if (machine.state.phase === 'INIT' || config.mode === 'shadow' || observed === undefined) return;
    if (
      observed === wanted ||
      (observed === 'announced' && wanted === 'drained' && !canDrain(this.context, machine.target.service))
    ) {
      machine.settledAt ??= this.now();
      if (machine.attempt && !machine.attempt.running) machine.attempt = undefined;
      return;
    }
    if (!this.isDue(machine, wanted)) return;
    if (machine.settledAt !== undefined && decidedAt === undefined) this.tellRepair(machine, observed, wanted);
    machine.settledAt = undefined;
    this.act(machine, wanted, decidedAt);
  }

  private isDue({ attempt }: VipMachine, wanted: Route): boolean {
    if (!attempt || attempt.route !== wanted) return true;
    if (attempt.running) return false;
    return this.now() - attempt.at >= (againMs[Math.min(attempt.failures, againMs.length - 1)] ?? 0);
  }

  private act(machine: VipMachine, route: Route, decidedAt: number | undefined): void {
    const { actuator, metrics, log } = this.context;
    const failures = machine.attempt?.route === route ? machine.attempt.failures : 0;
    const attempt = { route, at: this.now(), failures, running: true };
    machine.attempt = attempt;
    const service = machine.target.service.key;
    bringAbout(actuator, machine.target, route).then(
      () => {
        const tookMs = this.now() - (decidedAt ?? attempt.at);
        metrics.failover.observe({ service, phase: 'act' }, tookMs / 1000);
        log.info(
          { service, host: machine.target.host, route, tookMs: Math.round(tookMs * 10) / 10 },
          `${machine.name}: the route is ${route} (asked ${Math.round(tookMs)} ms ago)`,
        );
        if (machine.attempt === attempt) machine.attempt = { ...attempt, failures: failures + 1, running: false };
      },
      (error: Error) => {
        metrics.actionErrors.inc({ service });
        log.error(
          { service, host: machine.target.host, route, error: error.message },
          `${machine.name}: could not make the route ${route}, tries again: ${error.message}`,
        );
        if (machine.attempt === attempt) machine.attempt = { ...attempt, failures: failures + 1, running: false };
      },
    );
  }

  private tellRepair(machine: VipMachine, observed: Route, wanted: Route): void {
    const { metrics, log, tell, lastManager } = this.context;
    const who = lastManager() ?? 'somebody';
    const note = `${machine.name}: ${who} made the route ${observed}, it is set to ${wanted} again; to take a VIP out, label the Service ${this.context.config.maintenanceKey}=drain`;
    metrics.repairs.inc({ service: machine.target.service.key });
    log.warn({ service: machine.target.service.key, observed, wanted, who }, note);
    tell({ type: 'Warning', reason: 'RouteRepaired', action: 'Repair', note });
  }
}

/** The way of the thesis knows no drain: the VIP stays announced meanwhile. */
export function canDrain({ actuator }: ServiceContext, service: ServiceConfig): boolean {
  return actuator.hasHostRoutes || service.actuator === 'frr';
}
